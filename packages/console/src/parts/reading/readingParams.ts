import { flag, oneOf, text } from '../../app/useQuery.ts'
import { rangeParams } from '../timeRange.ts'

const comparisons = ['before', 'year', 'none'] as const
export const channels = ['web', 'app', 'link', 'email', 'sms', 'kiosk'] as const

/** What is looked at, as it stands in the address bar of every page that reads. */
export const readingParams = {
  ...rangeParams,
  compare: oneOf(comparisons, 'before'),
  /** Whose days they are: the project's, or those of who looks. */
  days: oneOf(['project', 'mine'], 'project'),
  who: oneOf(['all', 'verified', 'unverified'], 'all'),
  flagged: oneOf(['with', 'without', 'only'], 'with'),
  channel: oneOf(['', ...channels], ''),
  locale: text,
  /** A key of the metadata and its value as JSON: device="phone". */
  meta: text,
  /** Whether the filters are open. */
  filter: flag,
}

/** A key of the metadata, and what it must be. */
export interface MetaFilter {
  key: string
  value: string | number | boolean
}

/** null where the text is none. */
export function readMeta(given: string): MetaFilter | null {
  const [, key, json] = /^([A-Za-z][A-Za-z0-9_.-]{0,39})=(.+)$/s.exec(given) ?? []
  if (key === undefined || json === undefined) return null
  try {
    const value: unknown = JSON.parse(json)
    const isValue = ['string', 'number', 'boolean'].includes(typeof value)
    return isValue ? { key, value: value as MetaFilter['value'] } : null
  } catch {
    return null
  }
}

export const writeMeta = ({ key, value }: MetaFilter): string => `${key}=${JSON.stringify(value)}`
