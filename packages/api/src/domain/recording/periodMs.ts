const dayMs = 86_400_000

/** A number of days as settings have them, `P30D`, in milliseconds. */
export function periodMs(period: string): number {
  return Number.parseInt(period.slice(1), 10) * dayMs
}
