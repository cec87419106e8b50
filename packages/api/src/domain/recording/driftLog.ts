import type { DriftCount } from '../../store/metadataDrift.ts'
import type { Drift } from './driftOf.ts'

/**
 * Counts in memory how metadata differ from what touchpoints take, and writes it every few seconds: no post waits for
 * it. What a process has not written is lost where it is killed; it is for people to look at, and nothing is billed by it.
 */
export interface DriftLog {
  /** Notes one response, and how its metadata differ. `at` is in milliseconds since 1970. */
  note(projectId: string, touchpointId: string, at: number, drift: readonly Drift[]): void
  /** Writes now what was noted of a project. @throws DatabaseUnavailable; it is kept for the next time */
  write(projectId: string): Promise<void>
  /** Writes all there is, as far as that can be, and ends. */
  close(): Promise<void>
}

/** What waits to be written: days of touchpoints, and undeclared names of each. The names are anybody's text. */
const most = { days: 10_000, names: 50 }
const everyMs = 10_000
const dayMs = 86_400_000

interface Day {
  projectId: string
  touchpointId: string
  day: string
  counts: Map<string, DriftCount>
  names: number
}

/**
 * @param save adds to what is stored, of one project
 * @param onNote hears of each difference
 * @param report hears why something could not be written yet
 */
export function createDriftLog(
  save: (projectId: string, counts: readonly DriftCount[]) => Promise<void>,
  onNote: (kind: Drift['kind']) => void,
  report: (error: unknown) => void,
  { afterMs = everyMs } = {},
): DriftLog {
  let days = new Map<string, Day>()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  let isClosed = false

  function dayOf(projectId: string, touchpointId: string, at: number): Day | undefined {
    const key = `${touchpointId} ${Math.floor(at / dayMs)}`
    const known = days.get(key)
    if (known || days.size >= most.days) return known
    const day = new Date(at).toISOString().slice(0, 10)
    const made = { projectId, touchpointId, day, counts: new Map(), names: 0 }
    days.set(key, made)
    return made
  }

  function count(of: Day, kind: DriftCount['kind'], key: string, responses = 1) {
    const known = of.counts.get(`${kind} ${key}`)
    if (known) {
      known.responses += responses
      return
    }
    if (kind === 'undeclared' && key !== '') {
      if (of.names === most.names) {
        count(of, kind, '', responses)
        return
      }
      of.names += 1
    }
    const { touchpointId, day } = of
    of.counts.set(`${kind} ${key}`, { touchpointId, day, kind, key, responses })
  }

  /** Takes what was noted of a project, or of all; puts back what could not be written. */
  async function writeSome(projectId?: string): Promise<void> {
    const taken = [...days].filter(([, day]) => projectId === undefined || day.projectId === projectId)
    for (const [key] of taken) days.delete(key)
    const byProject = new Map<string, DriftCount[]>()
    for (const [, { projectId: id, counts }] of taken) {
      byProject.set(id, [...(byProject.get(id) ?? []), ...counts.values()])
    }
    let fault: unknown
    for (const [id, counts] of byProject) {
      try {
        if (fault === undefined) await save(id, counts)
      } catch (error) {
        fault = error
      }
      if (fault === undefined) continue
      for (const { touchpointId, day, kind, key, responses } of counts) {
        const back = dayOf(id, touchpointId, Date.parse(day))
        if (back) count(back, kind, key, responses)
      }
    }
    if (fault !== undefined) throw fault
  }

  /** One after the other, so that they never take more than one connection. */
  function write(projectId?: string): Promise<void> {
    const done = writing.then(() => writeSome(projectId))
    writing = done.catch(() => {})
    return done
  }

  function schedule() {
    if (timer !== null || isClosed) return
    timer = setTimeout(async () => {
      await write().catch(report)
      timer = null
      if (days.size > 0) schedule()
    }, afterMs).unref()
  }

  return {
    note(projectId, touchpointId, at, drift) {
      const day = dayOf(projectId, touchpointId, at)
      for (const { kind, key } of drift) {
        onNote(kind)
        if (day) count(day, kind, key)
      }
      if (day) count(day, 'looked-at', '')
      schedule()
    },
    write,
    async close() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      await write().catch(() => {})
      days = new Map()
    },
  }
}
