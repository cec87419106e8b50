import { ask } from '../../api/request.ts'
import { RequestFailed } from '../../api/requestFailed.ts'
import { countRows } from './countRows.ts'

export interface ExportProgress {
  rows: number
  /** About how many there will be. */
  about: number
}

/**
 * An export as a file, with how far it came. The browser keeps what is large on disk.
 * @throws {RequestFailed}, also where it breaks off; an AbortError where `signal` ended it
 */
export async function readExport(
  path: string,
  project: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress(progress: ExportProgress): void },
): Promise<File> {
  const reply = await ask(path, { project, signal })
  const { headers, body } = reply
  const type = headers.get('content-type') ?? ''
  const isTable = type.startsWith('text/csv')
  const about = Number(headers.get('tyck-rows-about'))
  onProgress({ rows: 0, about })
  try {
    const counted = body?.pipeThrough(countRows(isTable, rows => onProgress({ rows, about })))
    const whole = await new Response(counted).blob()
    const [, name = 'responses'] = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '') ?? []
    // Programs for tables on Windows read UTF-8 by its mark only.
    return new File(isTable ? ['\ufeff', whole] : [whole], name, { type })
  } catch (error) {
    if (signal.aborted) throw error
    throw new RequestFailed(0, undefined)
  }
}

/** Hands a file to the browser's downloads. */
export function save(file: File): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  // The browser has begun by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
