import type { Change } from '@tyck/shared/admin/difference'
import type { Segment } from '@tyck/shared/metric'
import { localeName } from '../../parts/reading/localeName.ts'
import { type Described, editorChanges as t } from '../../texts/en/editorChanges.ts'

/** A change of what a touchpoint asks, in words: what it is, and how it was and is. */
export function describeChange({ part, pointer, before, after }: Change): Described {
  const [first = '', second = '', third = '', fourth = ''] = pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const told = { before: inWords(before), after: inWords(after) }
  if (part === 'metadata') {
    const type = (value: unknown) => t.types[`${value}`] ?? inWords(value)
    return first
      ? { title: t.metadataKey(first), before: type(before), after: type(after) }
      : { title: t.metadata, ...told }
  }
  if (part === 'rules') {
    const title = first === 'quietDays' ? t.quiet(second) : (t.rules[first] ?? first)
    if (first === 'sampleRate') return { title, before: percent(before), after: percent(after) }
    if (first !== 'placement') return { title, ...told }
    const place = (value: unknown) => t.placements[`${value}`] ?? inWords(value)
    return { title, before: place(before), after: place(after) }
  }
  if (first !== 'locales') {
    const say = (value: unknown) => {
      if (typeof value !== 'string') return inWords(value)
      return first === 'metric' ? (t.metrics[value] ?? value) : localeName(value)
    }
    return { title: t.survey[first] ?? first, before: say(before), after: say(after) }
  }
  const language = localeName(second)
  if (third === '') {
    return { title: before === undefined ? t.languageAdded(language) : t.languageRemoved(language) }
  }
  const title = fourth ? t.bySegment(third, fourth as Segment) : (t.texts[third] ?? third)
  return { title: t.inLanguage(title, language), ...told }
}

function percent(rate: unknown): string | undefined {
  return typeof rate === 'number' ? `${Math.round(rate * 1_000) / 10}%` : inWords(rate)
}

/** A value as people read it. undefined where there is none. */
function inWords(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'boolean') return value ? t.yes : t.no
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(inWords).join(', ')
  if (typeof value !== 'object') return `${value}`
  const { label, key, text, link, question } = value as Record<string, unknown>
  if (typeof key === 'string' && typeof label !== 'string') return condition(value as Record<string, unknown>)
  const parts = [question, label, text, link && inWords(link)].filter(Boolean)
  if (parts.length > 0) return parts.join(' · ')
  return Object.entries(value)
    .map(([name, each]) => `${name}: ${inWords(each) ?? t.nothing}`)
    .join(', ')
}

function condition({ key, eq, in: among, gte, lte }: Record<string, unknown>): string {
  const parts = [
    eq !== undefined && `= ${inWords(eq) ?? '…'}`,
    among !== undefined && `∈ ${inWords(among) ?? '…'}`,
    gte !== undefined && `≥ ${inWords(gte) ?? '…'}`,
    lte !== undefined && `≤ ${inWords(lte) ?? '…'}`,
  ].filter(Boolean)
  return `${key || t.withoutKey} ${parts.join(', ')}`
}
