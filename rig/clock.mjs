/**
 * Loaded into a process before its own code: its clock jumps when it is told to. Only what `Date` says, as where a
 * machine's clock is set; timers and `performance.now()` go on then, too.
 */
const RealDate = Date
let offsetMs = 0

globalThis.Date = /** @type {DateConstructor} */ (
  class extends RealDate {
    /** @param {[] | [any]} given */
    constructor(...given) {
      if (given.length === 0) super(RealDate.now() + offsetMs)
      else super(...given)
    }

    /** @override */
    static now() {
      return RealDate.now() + offsetMs
    }
  }
)

process.on('message', message => {
  if (typeof message === 'object' && message && 'clockOffsetMs' in message) {
    offsetMs = Number(message.clockOffsetMs)
  }
})
