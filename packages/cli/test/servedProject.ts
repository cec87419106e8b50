import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Service, startService } from '../../api/test/service.ts'
import { type Ran, tyck } from './tyck.ts'

/** The service where commands reach it, with one project, and a folder to run them in. */
export interface ServedProject extends Service {
  url: string
  folder: string
  /** Runs a command in the folder, on the project. */
  tyck(...args: string[]): Promise<Ran>
}

export async function serveProject(): Promise<ServedProject> {
  const service = await startService()
  const url = await service.app.listen({ host: '127.0.0.1', port: 0 })
  const folder = mkdtempSync(join(tmpdir(), 'tyck-cli-'))
  const env = { TYCK_URL: url, TYCK_SECRET_KEY: service.keys.secretKey }
  return {
    ...service,
    url,
    folder,
    tyck: (...args) => tyck(args, env, folder),
    async close() {
      rmSync(folder, { recursive: true, force: true })
      await service.close()
    },
  }
}
