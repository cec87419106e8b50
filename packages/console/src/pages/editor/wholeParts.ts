import type { Change } from '@tyck/shared/admin/difference'
import type { Metric } from '@tyck/shared/metric'
import { isSame } from './draftOf.ts'
import { bySegment, samePlaces } from './inMetric.ts'

/** In the order in which they are asked. */
const ofLanguage = ['question', 'lowLabel', 'highLabel', 'optionLabels', ...bySegment, 'thanks']

/** The changes of a first publish in its parts: the service tells all languages together as one. */
export function inParts(changes: readonly Change[]): Change[] {
  return changes.flatMap(change => {
    const { part, pointer, before, after } = change
    if (part !== 'survey' || pointer !== '/locales' || before !== undefined) return [change]
    return entriesOf(after).flatMap(([tag, texts]) => textsOf(`/locales/${tag}`, texts))
  })
}

function textsOf(pointer: string, texts: unknown): Change[] {
  const found = new Map(entriesOf(texts))
  return ofLanguage.flatMap(name => {
    const text = found.get(name)
    const isApart = (bySegment as readonly string[]).includes(name)
    const parts = isApart
      ? entriesOf(text).map(([segment, each]) => [`${name}/${segment}`, each])
      : [[name, text]]
    return parts
      .filter(([, each]) => each !== undefined && each !== '')
      .map(([step, after]): Change => ({ part: 'survey', pointer: `${pointer}/${step}`, after }))
  })
}

/**
 * The changes of a draft that is in another metric: what only went over to the segment in the same place is left out
 * and counted; what was rewritten there too is told as one change.
 */
export function carriedOver(changes: readonly Change[], from: Metric, to: Metric) {
  const places = new Map<string, string>(samePlaces(from, to))
  const pairs = changes.flatMap(gone => {
    const [, languages, tag, part = '', segment = '', ...rest] = gone.pointer.split('/')
    if (gone.part !== 'survey' || rest.length > 0 || gone.after !== undefined) return []
    const there = ['', languages, tag, part, places.get(segment)].join('/')
    const come = changes.find(
      ({ part, pointer, before }) => part === 'survey' && pointer === there && before === undefined,
    )
    return come ? [{ gone, come }] : []
  })
  const rest = changes.flatMap(change => {
    if (pairs.some(({ gone }) => gone === change)) return []
    const pair = pairs.find(({ come }) => come === change)
    if (!pair) return [change]
    return isSame(pair.gone.before, change.after) ? [] : [{ ...change, before: pair.gone.before }]
  })
  return { rest, carried: pairs.filter(({ gone, come }) => isSame(gone.before, come.after)).length }
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
