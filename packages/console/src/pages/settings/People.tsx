import type { RespondentPage } from '@tyck/shared/admin/respondents'
import { useEffect, useState } from 'preact/hooks'
import { withQuery } from '../../api/address.ts'
import { mayOwn, useProject } from '../../api/project.ts'
import { useAction } from '../../api/useAction.ts'
import { useResource } from '../../api/useResource.ts'
import { useSend } from '../../api/useSend.ts'
import { text, useQuery } from '../../app/useQuery.ts'
import { Button } from '../../parts/Button.tsx'
import { ConfirmByName } from '../../parts/ConfirmByName.tsx'
import { Field } from '../../parts/Field.tsx'
import { OfZone } from '../../parts/OfZone.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { say } from '../../parts/Status.tsx'
import { Table } from '../../parts/Table.tsx'
import { useMoments } from '../../parts/useMoments.ts'
import { settings } from '../../texts/en/settings.ts'
import { settingsPeople as t } from '../../texts/en/settingsPeople.ts'

const most = 500

/** What is stored of one person: looked up by their id, and erased. */
export function People() {
  const [{ respondent }, setQuery] = useQuery({ respondent: text })
  const [written, setWritten] = useState(respondent)
  useEffect(() => setWritten(respondent), [respondent])
  return (
    <>
      <p class="quiet">{t.about}</p>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          setQuery({ respondent: written.trim() })
        }}
      >
        <Field
          label={t.id}
          hint={t.idHint}
          value={written}
          onValue={setWritten}
          maxLength={128}
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
        />
        <div>
          <Button type="submit" look="primary">
            {t.look}
          </Button>
        </div>
      </form>
      {respondent !== '' && <Person key={respondent} respondent={respondent} />}
    </>
  )
}

function Person({ respondent }: { respondent: string }) {
  const isOwner = mayOwn(useProject())
  const { tell, timeZone } = useMoments()
  const send = useSend()
  const [isAsking, setAsking] = useState(false)
  const path = withQuery('/v1/respondents', { respondent })
  const { data, failure, reload } = useResource<RespondentPage>(
    withQuery('/v1/respondents', { respondent, limit: most }),
  )
  const erase = useAction(async () => {
    const { responses } = await send<{ responses: number }>('DELETE', path)
    say(t.erased(responses))
  })
  if (failure && !data) return <Problem failure={failure} retry={reload} />
  if (!data) return <Skeleton label={settings.reading} lines={4} />
  const { responses, next, erasedAt } = data
  const comments = responses.filter(({ comment }) => comment !== null).length
  const found = t.found(responses.length, next !== null)
  return (
    <section class="stack">
      <h2 dir="auto">{respondent}</h2>
      {erasedAt && <p class="quiet">{t.erasedAt(tell(erasedAt))}</p>}
      {responses.length === 0 && <p>{t.nothing}</p>}
      {responses.length > 0 && (
        <>
          <p>
            {found}. <span class="quiet">{t.comments(comments)}.</span>
          </p>
          <Table
            caption={t.answersCaption}
            rows={responses}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'touchpoint',
                head: t.touchpoint,
                cell: ({ touchpoint, shownAt }) => (
                  <>
                    {touchpoint}
                    <div class="narrow quiet">{tell(shownAt)}</div>
                  </>
                ),
              },
              {
                key: 'when',
                head: t.when,
                isWide: true,
                cell: ({ shownAt }) => <span class="nowrap">{tell(shownAt)}</span>,
              },
              { key: 'answer', head: t.answer, cell: ({ score }) => score ?? '–', isNumber: true },
              {
                key: 'comment',
                head: t.comment,
                cell: ({ comment, locale }) => (
                  <span class="said" dir="auto" lang={locale ?? undefined}>
                    {comment}
                  </span>
                ),
              },
            ]}
          />
          {next !== null && <p class="quiet">{t.more}</p>}
        </>
      )}
      {isOwner && responses.length > 0 && (
        <>
          <Button look="danger" onClick={() => setAsking(true)}>
            {t.erase}
          </Button>
          <p class="quiet">{t.copies}</p>
        </>
      )}
      {responses.length > 0 && <OfZone timeZone={timeZone} />}
      {isAsking && (
        <ConfirmByName
          title={t.eraseTitle}
          name={respondent}
          go={t.erase}
          action={erase}
          onClose={() => setAsking(false)}
        >
          <p>{t.eraseGone(found)}</p>
        </ConfirmByName>
      )}
    </section>
  )
}
