/**
 * @typedef {object} MainThread the work of the page's main thread, in milliseconds of its own CPU time: what others
 *   do on the machine meanwhile doesn't count, the slowdown does. From the task on that ran the service's first
 *   script: what came before is the page's own.
 * @property {number} script running and compiling scripts, without the style and layout that they force.
 * @property {number} layout style and layout, forced or not.
 * @property {number} forced the part of `layout` that scripts had to wait for.
 * @property {number} longTasks how many tasks took more than 50 ms.
 * @property {number} longest the longest task.
 */

/**
 * @typedef {object} Event times in microseconds.
 * @property {string} name
 * @property {string} ph
 * @property {number} ts
 * @property {number} [dur]
 * @property {number} [tdur] of the thread's own time
 * @property {number} pid
 * @property {number} tid
 * @property {Record<string, any>} args
 */

// Microtasks are script too; the browser's own counters leave them out.
const scriptNames = new Set([
  'EvaluateScript',
  'FunctionCall',
  'RunMicrotasks',
  'v8.callFunction',
  'v8.compile',
  'v8.compileModule',
  'v8.evaluateModule',
])
const layoutNames = new Set(['Layout', 'UpdateLayoutTree', 'RecalculateStyles'])

export const traceCategories = [
  '-*',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8',
  'v8.execute',
]

/**
 * Reads what the browser traced.
 * @param {Buffer} trace
 * @param {string} service where scripts come from
 * @returns {MainThread}
 */
export function readTrace(trace, service) {
  /** @type {{ traceEvents: Event[] }} */
  const { traceEvents } = JSON.parse(trace.toString())
  const first = traceEvents.find(
    ({ name, args }) => name === 'EvaluateScript' && args.data?.url?.startsWith(service),
  )
  if (!first) throw new Error('The trace shows no script')
  const own = traceEvents
    .filter(
      ({ pid, tid, ph, ts, dur = 0 }) =>
        pid === first.pid && tid === first.tid && ph === 'X' && ts + dur > first.ts,
    )
    .sort((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0))

  const spent = { script: 0, layout: 0, forced: 0 }
  const tasks = []
  // Until when the outermost script and the outermost layout last.
  let inScript = 0
  let inLayout = 0
  for (const { name, ts, dur = 0, tdur = 0 } of own) {
    if (name === 'RunTask') tasks.push(tdur / 1000)
    if (scriptNames.has(name) && ts >= inScript) {
      inScript = ts + dur
      spent.script += tdur / 1000
    }
    if (layoutNames.has(name) && ts >= inLayout) {
      inLayout = ts + dur
      spent.layout += tdur / 1000
      if (ts < inScript) {
        spent.forced += tdur / 1000
        spent.script -= tdur / 1000
      }
    }
  }
  return { ...spent, longTasks: tasks.filter(ms => ms > 50).length, longest: Math.max(0, ...tasks) }
}
