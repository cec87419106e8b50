import { mayEdit, useProject } from '../../api/project.ts'
import { Button } from '../../parts/Button.tsx'
import { answers as t } from '../../texts/en/answers.ts'
import { Facts } from './Facts.tsx'
import { History } from './History.tsx'
import { Said } from './Said.tsx'
import { Score, scoreWords } from './Score.tsx'
import { Tags } from './Tags.tsx'
import type { Answer } from './useAnswers.ts'
import type { Telling } from './useTelling.ts'

/** All of one answer, with what else its respondent said. */
export function AnswerDetail({
  answer,
  telling,
  onRead,
  onTags,
  onOnly,
  onLeave,
}: {
  answer: Answer
  telling: Telling
  onRead(isRead: boolean): void
  onTags(tags: string[]): void
  onOnly(key: string, value: string | number | boolean): void
  onLeave(): void
}) {
  const { touchpoint, reasons, read, comment } = answer
  const isEditor = mayEdit(useProject())
  return (
    <div class="answer-detail">
      <div class="row">
        <Score answer={answer} />
        <strong>{telling.nameOf(touchpoint)}</strong>
        <span class="quiet">{scoreWords(answer)}</span>
      </div>
      {comment === null ? <p class="quiet">{t.noComment}</p> : <Said answer={answer} />}
      {reasons.length > 0 && (
        <p>
          <span class="quiet">{t.reasons}: </span>
          {reasons.map(reason => reasonOf(reason, touchpoint, telling)).join(', ')}
        </p>
      )}
      {isEditor && read !== null && (
        <Button onClick={() => onRead(!read)}>{read ? t.markUnread : t.markRead}</Button>
      )}
      <Tags answer={answer} known={telling.tags} onTags={onTags} onLeave={onLeave} />
      <History answer={answer} telling={telling} />
      <Facts answer={answer} telling={telling} onOnly={onOnly} />
    </div>
  )
}

/** What a reason is called now; its key where it is asked for no longer. */
function reasonOf(key: string, touchpoint: string, { touchpoints }: Telling): string {
  const survey = touchpoints.find(each => each.key === touchpoint)?.survey
  const texts = survey?.locales[survey.defaultLocale]
  const found = Object.values(texts?.reasons ?? {})
    .flat()
    .find(reason => reason?.key === key)
  return found?.label ?? key
}
