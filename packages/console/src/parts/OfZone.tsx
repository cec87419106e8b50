import { zone } from '../texts/en/zone.ts'

/** Whose days and hours stand on a page, said once. */
export function OfZone({ timeZone }: { timeZone: string }) {
  return timeZone === '' ? null : <p class="quiet">{zone(timeZone)}</p>
}
