import type { SlicesReply } from '@tyck/shared/admin/slices'
import { Pick } from '../../parts/Filters.tsx'
import { answers as t } from '../../texts/en/answers.ts'
import { withChosen } from './AnswerFilters.tsx'
import { type AnswersQuery, trusts } from './answersQuery.ts'
import type { Telling } from './useTelling.ts'

const scores = Array.from({ length: 11 }, (_, score) => `${score}`)
const anyScore = { value: '', label: t.anyScore }

/** Tag, channel, score, metadata and trust: the rest of the sentence. */
export function MoreFilters({
  query,
  telling,
  slices,
  onQuery,
}: {
  query: AnswersQuery
  telling: Telling
  slices: SlicesReply | undefined
  onQuery(change: Partial<AnswersQuery>): void
}) {
  const { key, value } = metadataOf(query.metadata)
  const known = slices?.metadata ?? []
  const values = known.find(each => each.key === key)?.values.map(each => JSON.stringify(each.value)) ?? []
  const channels = withChosen(slices?.channels.map(each => each.value as string) ?? [], query.channel)
  const scoreOptions = scores.map(score => ({ value: score, label: score }))
  return (
    <>
      <Pick
        label={t.tag}
        options={[
          { value: '', label: t.anyTag },
          ...withChosen(telling.tags, query.tag).map(tag => ({ value: tag, label: t.tagged(tag) })),
        ]}
        value={query.tag}
        onValue={tag => onQuery({ tag })}
      />
      <Pick
        label={t.channel}
        options={[
          { value: '', label: t.anyChannel },
          ...channels.map(channel => ({ value: channel, label: t.onChannel(channel) })),
        ]}
        value={query.channel}
        onValue={channel => onQuery({ channel })}
      />
      {t.scoreBetween}
      <Pick
        label={t.scoreFrom}
        options={[anyScore, ...scoreOptions]}
        value={query.scoreFrom}
        onValue={scoreFrom => onQuery({ scoreFrom })}
      />
      {t.until}
      <Pick
        label={t.scoreTo}
        options={[anyScore, ...scoreOptions]}
        value={query.scoreTo}
        onValue={scoreTo => onQuery({ scoreTo })}
      />
      <Pick
        label={t.metadataKey}
        options={[
          { value: '', label: t.anyMetadata },
          ...withChosen(
            known.map(each => each.key),
            key,
          ).map(each => ({ value: each, label: t.metadataWith(each) })),
        ]}
        value={key}
        onValue={next => {
          const first = known.find(each => each.key === next)?.values[0]
          onQuery({ metadata: first ? JSON.stringify({ [next]: first.value }) : '' })
        }}
      />
      {key !== '' && (
        <Pick
          label={t.metadataValue}
          options={withChosen(values, value).map(each => ({ value: each, label: `${JSON.parse(each)}` }))}
          value={value}
          onValue={next => onQuery({ metadata: JSON.stringify({ [key]: JSON.parse(next) }) })}
        />
      )}
      <Pick
        label={t.trust}
        options={trusts.map(each => ({ value: each, label: t.trusts[each] }))}
        value={query.trust}
        onValue={trust => onQuery({ trust })}
      />
    </>
  )
}

/** The one key that is asked for, and its value as JSON; '' where there is none, or where it is none. */
function metadataOf(text: string): { key: string; value: string } {
  try {
    const [first] = Object.entries(JSON.parse(text) as object)
    if (first) return { key: first[0], value: JSON.stringify(first[1]) }
  } catch {
    // The service says what is wrong with it.
  }
  return { key: '', value: '' }
}
