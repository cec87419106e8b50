import type { Export } from '../domain/exporting/startExport.ts'
import { Overloaded } from '../domain/recording/recordQueue.ts'
import { createTurnstile } from '../domain/recording/turnstile.ts'
import { problem } from '../errors.ts'

/** How many exports run at the same time, of one project and of all: each has a connection, and a core of Postgres. */
export const exportsAtOnce = { ofOne: 2, ofAll: 4 }
/** When to try again, in seconds. */
const retryAfterSeconds = 30

export interface ExportTurns {
  /** Begins an export unless too many are under way; its turn ends with it. @throws 503 */
  begin(projectId: string, start: () => Promise<Export>): Promise<Export>
  underWay(): number
  /** Waits until none is under way. */
  settled(): Promise<void>
}

/** An export is under way until it was ended: longer than the handler that answers with it. */
export function createExportTurns(): ExportTurns {
  const turns = createTurnstile(exportsAtOnce)
  let underWay = 0

  async function untilEnded(begun: Export, tell: (begun: Export) => void) {
    underWay += 1
    await new Promise<void>(ended => tell({ ...begun, end: () => begun.end().finally(ended) }))
    underWay -= 1
  }

  return {
    begin: (projectId, start) =>
      new Promise((resolve, reject) => {
        turns.pass(projectId, async () => untilEnded(await start(), resolve)).catch(reject)
      }).catch(error => {
        throw error instanceof Overloaded ? tooMany() : error
      }) as Promise<Export>,
    underWay: () => underWay,
    settled: () => turns.settled(),
  }
}

function tooMany() {
  const { ofOne, ofAll } = exportsAtOnce
  const detail = `Up to ${ofOne} exports of a project run at once, and ${ofAll} of all; try again when one has ended`
  return problem('overloaded', detail, { retryAfterSeconds })
}
