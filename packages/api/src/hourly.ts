/** When a job first runs, and how often after that, in milliseconds. */
export interface Schedule {
  firstMs: number
  everyMs: number
}

/**
 * Runs `job` again and again. A run that fails is told of, and the next one comes all the same.
 * @param job ends soon after its signal
 * @returns what stops it, and waits for the run under way
 */
export function startHourly(
  job: (signal: AbortSignal) => Promise<void>,
  onFailure: (err: unknown) => void,
  { firstMs, everyMs }: Schedule,
): () => Promise<void> {
  const stop = new AbortController()
  let running: Promise<void> = Promise.resolve()

  async function run() {
    try {
      await job(stop.signal)
    } catch (err) {
      if (!stop.signal.aborted) onFailure(err)
    }
    if (!stop.signal.aborted) timer = schedule(everyMs)
  }

  const schedule = (ms: number) =>
    setTimeout(() => {
      running = run()
    }, ms).unref()
  let timer = schedule(firstMs)

  return async () => {
    stop.abort()
    clearTimeout(timer)
    await running
  }
}
