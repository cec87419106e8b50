import { besideAfter, type CsvQuery } from '@tyck/shared/admin/exports'
import type { ExportFormat, ExportOf } from '../domain/exporting/startExport.ts'
import type { Project } from '../store/projects.ts'
import type { Db } from '../store/tables.ts'
import { readExportCursor } from './exportCursor.ts'
import { invalid } from './refuse.ts'
import { responsesAsked } from './responsesAsked.ts'

/** What `query` asks to export. @throws 400 where it contradicts itself */
export async function exportAsked(
  db: Db,
  project: Project,
  format: ExportFormat,
  { after, metadataKeys, ...filters }: CsvQuery,
): Promise<Omit<ExportOf, 'now' | 'mostMs'>> {
  if (after !== undefined) requireLasting(filters)
  return {
    projectId: project.id,
    format,
    asked: await responsesAsked(db, project, filters),
    after: after === undefined ? null : positionOf(project.id, after),
    metadataKeys: metadataKeys ?? null,
    timeZone: filters.timeZone ?? project.timeZone,
  }
}

function positionOf(projectId: string, cursor: string) {
  const position = readExportCursor(projectId, cursor)
  if (position) return position
  throw invalid([fault('after', '`Tyck-Cursor` of the export before, as it was given')], 'The query')
}

/** What may cease to hold would be missing where it does, and the copy of it would stay as it was. */
function requireLasting(filters: Omit<CsvQuery, 'after' | 'metadataKeys'>): void {
  const names = Object.keys(filters).filter(name => filters[name as keyof typeof filters] !== undefined)
  const faults = names
    .filter(name => !(besideAfter as readonly string[]).includes(name))
    .map(name => fault(name, 'nothing of the kind beside `after`, for it may change'))
  if (filters.answered !== true) {
    faults.push(fault('answered', 'true beside `after`: only changes of answers are told'))
  }
  if (faults.length > 0) throw invalid(faults, 'The query')
}

const fault = (name: string, expected: string) => ({
  pointer: `/${name}`,
  code: 'invalid-value',
  expected,
})
