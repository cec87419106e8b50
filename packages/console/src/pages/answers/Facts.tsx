import type { ComponentChildren } from 'preact'
import { mayOwn, useProject } from '../../api/project.ts'
import { momentIn } from '../../parts/momentIn.ts'
import { localeName } from '../../parts/reading/localeName.ts'
import { answers as t } from '../../texts/en/answers.ts'
import type { Answer } from './useAnswers.ts'
import type { Telling } from './useTelling.ts'

/** What is known of an answer beside what it says; what the page knew may be looked for in others. */
export function Facts({
  answer,
  telling,
  onOnly,
}: {
  answer: Answer
  telling: Telling
  /** Shows only answers with this metadata. */
  onOnly(key: string, value: string | number | boolean): void
}) {
  const { shownAt, answeredAt, importedFrom, locale, channel, page, respondent, verified } = answer
  const { flags, test, metadata } = answer
  const { id, ...rest } = useProject()
  const took = answeredAt && (Date.parse(answeredAt) - Date.parse(shownAt)) / 1000
  const known: [string, ComponentChildren][] = [
    [
      importedFrom === null ? t.shownAt : t.answeredAt,
      t.inZone(momentIn(telling.timeZone, shownAt, 'full'), telling.timeZone),
    ],
  ]
  if (importedFrom !== null) known.push([t.importedFrom, importedFrom])
  else if (typeof took === 'number') known.push([t.answeredAfter, t.seconds(Math.round(took))])
  if (locale) known.push([t.locale, localeName(locale)])
  known.push([t.channel, channel])
  if (page) known.push([t.page, <bdi key="page">{page}</bdi>])
  known.push([
    t.respondent,
    respondent === null ? (
      t.anonymous
    ) : (
      <>
        <bdi>{respondent}</bdi>
        {verified && ` (${t.verified})`}
      </>
    ),
  ])
  const entries = Object.entries(metadata)
  return (
    <>
      {(test || flags.length > 0) && (
        <section>
          <h3>{t.flagsTitle}</h3>
          <ul class="plain">
            {test && <li>{t.test}</li>}
            {flags.map(flag => (
              <li key={flag}>{t.flags[flag]}</li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>{t.facts}</h3>
        <List entries={known} />
      </section>
      {entries.length > 0 && (
        <section>
          <h3>{t.metadata}</h3>
          <List
            entries={entries.map(([key, value]) => [
              key,
              <button
                key={key}
                type="button"
                class="only"
                aria-label={t.only(key, `${value}`)}
                onClick={() => onOnly(key, value)}
              >
                <bdi>{`${value}`}</bdi>
              </button>,
            ])}
          />
        </section>
      )}
      {respondent !== null && mayOwn({ id, ...rest }) && (
        <p>
          <a href={`/p/${id}/settings/people?respondent=${encodeURIComponent(respondent)}`}>{t.erase}</a>
        </p>
      )}
    </>
  )
}

function List({ entries }: { entries: readonly [string, ComponentChildren][] }) {
  return (
    <dl class="facts">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
