/**
 * Keeps a file of all answers up to date, a line for each change of each: what a cron job runs.
 *
 *   TYCK_URL=https://feedback.example TYCK_SECRET_KEY=sk_… node export.mjs FOLDER
 *
 * FOLDER/state.json says which file it is, how long it is, and where the next run goes on. It is written last: what a
 * run that was cut had begun is cut off by the next one.
 */
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** @typedef {{ file: string, bytes: number, cursor: string | null }} State */

const folder = process.argv[2] ?? '.'
const { TYCK_URL: url = 'http://localhost:4400', TYCK_SECRET_KEY: secretKey } = process.env
if (!secretKey) {
  console.error('Set TYCK_SECRET_KEY to a secret key of the project')
  process.exit(2)
}
const statePath = join(folder, 'state.json')

/** @returns {Promise<State | null>} */
async function readState() {
  const text = await readFile(statePath, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : JSON.parse(text)
}

/** Nobody ever sees half of it. @param {State} state */
async function writeState(state) {
  await writeFile(`${statePath}.new`, JSON.stringify(state), { flush: true })
  await rename(`${statePath}.new`, statePath)
}

/** @returns {State} */
const anew = () => ({ file: `responses-${Date.now()}.ndjson`, bytes: 0, cursor: null })

/** What changed since `cursor`, or all. @param {string | null} cursor */
function ask(cursor) {
  const query = new URLSearchParams({ answered: 'true', test: 'false', ...(cursor ? { after: cursor } : {}) })
  return fetch(`${url}/v1/responses.ndjson?${query}`, { headers: { authorization: `Bearer ${secretKey}` } })
}

const before = await readState()
let state = before ?? anew()
let reply = await ask(state.cursor)
// The database was restored, say: what is there is all there is to go by.
if (reply.status === 410) {
  state = anew()
  reply = await ask(null)
}
if (!reply.ok || !reply.body) {
  console.error(`${reply.status}: ${await reply.text()}`)
  process.exit(1)
}

const file = await open(join(folder, state.file), 'a')
await file.truncate(state.bytes)
let bytes = state.bytes
// Throws where the reply breaks off: then the state is not written.
for await (const chunk of reply.body) {
  await file.appendFile(chunk)
  bytes += chunk.length
}
await file.sync()
await file.close()
await writeState({ file: state.file, bytes, cursor: reply.headers.get('tyck-cursor') })
if (before && before.file !== state.file) await rm(join(folder, before.file), { force: true })
console.log(`${join(folder, state.file)}: ${bytes - state.bytes} bytes more`)
