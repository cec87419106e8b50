import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Where the embedded Postgres lies, as the API finds it too. */
export const postgresFolder = resolve(root, process.env.TYCK_DATA_DIR || '.tyck', 'postgres')
