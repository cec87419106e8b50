import { momentIn } from '../../parts/momentIn.ts'

/** A moment in a time zone, as short as it can be told now: "14:05", "3 Mar, 14:05", "3 Mar 2025". */
export function when(time: string, timeZone: string, now: number): string {
  const [then, today] = [momentIn(timeZone, time, 'shortDay'), momentIn(timeZone, now, 'shortDay')]
  if (then.slice(-4) !== today.slice(-4)) return then
  const clock = momentIn(timeZone, time, 'clock')
  return then === today ? clock : `${then.slice(0, -5)}, ${clock}`
}
