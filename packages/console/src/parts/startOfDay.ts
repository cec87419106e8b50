import { momentOf } from '@tyck/shared/zone'

/** When a day begins on the clocks of a time zone, as RFC 3339 in UTC. */
export const startOfDay = (timeZone: string, day: string): string =>
  new Date(momentOf(Date.parse(`${day}T00:00:00Z`), timeZone)).toISOString()
