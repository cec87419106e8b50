/** What people of one language write at the demo's touchpoints, by key. In Japanese they end with their full stop. */
export interface DemoComments {
  [touchpoint: string]: DemoRemarks
  /** What may follow a remark, but for one that asks for something. */
  tails: Required<DemoRemarks>
}

interface DemoRemarks {
  low: readonly string[]
  high: readonly string[]
  /** What those write who answer low since the touchpoint got worse. */
  late?: readonly string[]
}
