#!/usr/bin/env node
/**
 * Writes the TypeScript types of a project's touchpoints:
 *
 *   npx tyck-types --url https://feedback.example --key pk_… [--out tyck.d.ts]
 *
 * It reads what every page reads, so the publishable key is enough.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { typesOf } from './typesOf.mjs'

const usage = 'Usage: tyck-types --url https://feedback.example --key pk_… [--out tyck.d.ts]'

try {
  const { url, key, out } = readArguments()
  const surveys = await fetchSurveys(url, key)
  await writeFile(out, typesOf(surveys))
  const count = surveys.length === 1 ? '1 touchpoint' : `${surveys.length} touchpoints`
  console.log(`${out}: ${count}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function readArguments() {
  /** @type {{ url?: string | undefined, key?: string | undefined, out: string }} */
  let values
  try {
    values = parseArgs({
      options: {
        url: { type: 'string' },
        key: { type: 'string' },
        out: { type: 'string', default: 'tyck.d.ts' },
      },
    }).values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
  const { url, key, out } = values
  if (!url || !URL.canParse(url) || !key) throw new Error(usage)
  return { url: url.replace(/\/+$/, ''), key, out }
}

/**
 * @param {string} url
 * @param {string} key
 * @returns {Promise<Parameters<typeof typesOf>[0]>}
 */
async function fetchSurveys(url, key) {
  const address = `${url}/v1/projects/${encodeURIComponent(key)}/surveys`
  const reply = await fetch(address, { signal: AbortSignal.timeout(10_000) }).catch(error => {
    throw new Error(`${address} can't be reached: ${error.cause?.message ?? error.message}`)
  })
  if (reply.status === 404) throw new Error(`${url} knows no project with the key ${key}.`)
  if (!reply.ok) throw new Error(`${address} answered ${reply.status}.`)
  const { surveys } = /** @type {{ surveys?: unknown }} */ (await reply.json().catch(() => ({})))
  if (!Array.isArray(surveys)) throw new Error(`${address} is not a Tyck service.`)
  return surveys
}
