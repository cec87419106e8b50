import type { ScoresEntry, ScoresReply } from '@tyck/shared/admin/scores'
import type { ComponentChildren } from 'preact'
import { useResource } from '../../api/useResource.ts'
import { classes } from '../../parts/classes.ts'
import { changeSummary, changeTitle } from '../../parts/reading/changeWords.ts'
import * as numbers from '../../parts/reading/numbers.ts'
import type { Reading } from '../../parts/reading/useReading.ts'
import { Verdict } from '../../parts/reading/Verdict.tsx'
import { reading as texts } from '../../texts/en/reading.ts'
import { touchpointFigures as t } from '../../texts/en/touchpointFigures.ts'
import { isAskedDifferently } from './isAskedDifferently.ts'

/** Whose digits a second figure is told in. */
const secondScale = { mean: 'stars', 'top-band': 'csat' } as const

/** The finding in a sentence, and the few figures that it rests on. */
export function Headline({
  entry,
  reading,
  isOld,
}: {
  entry: ScoresEntry
  reading: Reading
  isOld: boolean
}) {
  const { metric, n, imported, score, interval, early, funnel, change, also, weighted, complete } = entry
  return (
    <section class={classes('headline', isOld && 'old')} aria-busy={isOld}>
      <h2>{changeTitle(entry)}</h2>
      <p class="quiet">{changeSummary(entry)}</p>
      {!complete && <p class="quiet">{t.incomplete}</p>}
      {imported > 0 && (
        <p class="quiet">
          {t.imported(numbers.count(imported), imported === n, entry.importedFrom.join(', '))}
        </p>
      )}
      {change && isAskedDifferently(entry, change.before) && <p class="quiet">{t.importedChange}</p>}
      <dl>
        <Fact name={texts.metrics[metric]} about={texts.scores[metric]}>
          {score === null ? (
            <span class="quiet">{t.noScore}</span>
          ) : (
            <b class={classes(early && 'early')}>{numbers.score(metric, score)}</b>
          )}{' '}
          <span class="quiet">
            {[
              interval && numbers.interval(metric, interval),
              texts.answers(numbers.count(n)),
              early && texts.early,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {weighted && (
            <p class="quiet">
              {t.weighted(
                numbers.score(metric, weighted.score),
                weighted.interval && numbers.interval(metric, weighted.interval),
              )}
            </p>
          )}
        </Fact>
        {change && change.before.n > 0 && (
          <Fact name={texts.heads.change}>
            <Verdict metric={metric} change={change} />{' '}
            {change.before.score !== null && change.difference !== null && (
              <span class="quiet">
                {t.from(
                  numbers.moved(metric, change.before.score, change.before.score + change.difference).before,
                  texts.answers(numbers.count(change.before.n)),
                )}
              </span>
            )}
          </Fact>
        )}
        {funnel && funnel.responseRate !== null && (
          <Fact name={t.rate}>
            <b>{numbers.percent(funnel.responseRate)}</b>{' '}
            <span class="quiet">
              {funnel.responseRateInterval && `${numbers.rateInterval(funnel.responseRateInterval)} · `}
              {texts.ofShown(numbers.count(funnel.shown))}
            </span>
          </Fact>
        )}
        {also && (
          <Fact name={t.second[also.kind]}>
            <b>{numbers.score(secondScale[also.kind], also.score)}</b>{' '}
            <span class="quiet">
              {also.interval && numbers.interval(secondScale[also.kind], also.interval)}
            </span>
          </Fact>
        )}
        <AnswerTime entry={entry} reading={reading} />
      </dl>
    </section>
  )
}

function Fact({ name, about, children }: { name: string; about?: string; children: ComponentChildren }) {
  return (
    <div>
      <dt title={about}>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Read apart, for only the responses themselves know it. */
function AnswerTime({ entry: { touchpoint, seriesId }, reading }: { entry: ScoresEntry; reading: Reading }) {
  const { data } = useResource<ScoresReply>(
    reading.scoresPath({ touchpoint, answerTime: true, compareTo: undefined }),
  )
  const seconds = data?.scores.find(each => each.seriesId === seriesId)?.medianAnswerSeconds
  return (
    <Fact name={t.time}>
      {seconds === null || seconds === undefined ? (
        <span class="quiet">–</span>
      ) : (
        <b>{numbers.duration(seconds)}</b>
      )}
    </Fact>
  )
}
