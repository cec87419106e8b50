import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ExportPosition } from '../domain/exporting/startExport.ts'

const parts = z.tuple([
  z.string().regex(/^[1-9]\d{0,19}$/),
  z.string().regex(/^\d{1,20}\/[0-9A-F]{8}$/),
  z.string().regex(/^\d{1,15}$/),
  z.string(),
])

/** The opaque text of how far a project's export has come: `Tyck-Cursor`, for `after`. */
export function writeExportCursor(projectId: string, { xmin, database, at }: ExportPosition): string {
  const said = [xmin, database, String(at)]
  return Buffer.from([...said, checksum(projectId, ...said)].join(' ')).toString('base64url')
}

/** The position of a cursor that this project was given; null for any other text. */
export function readExportCursor(projectId: string, cursor: string): ExportPosition | null {
  const read = parts.safeParse(Buffer.from(cursor, 'base64url').toString().split(' '))
  if (!read.success) return null
  const [xmin, database, at] = read.data
  const position = { xmin, database, at: Number(at) }
  // Written again, for base64 has several ways to spell the same bytes.
  return writeExportCursor(projectId, position) === cursor ? position : null
}

/** Finds mistakes, and is no secret. */
function checksum(...said: string[]): string {
  return createHash('sha256')
    .update(['export', ...said].join(' '))
    .digest('base64url')
    .slice(0, 8)
}
