/**
 * Says what each feature of the widget costs: the bytes of its source files, as a share of the brotli bytes of the
 * built file that they ended up in. A share, not a difference: compressed together, files cost less than alone.
 */
import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../packages/widget/dist/', import.meta.url))
/** @type {{ files: Record<string, string>, inputs: Record<string, Record<string, number>>, integrity: Record<string, string> }} */
const { files, inputs, integrity } = JSON.parse(readFileSync(`${dist}manifest.json`, 'utf8'))

/**
 * The features, and the source files that are theirs alone. A file that no feature names fails the build: then this
 * table would be wrong.
 * @type {[feature: string, sources: RegExp][]}
 */
const features = [
  ['Preact: drawing', /\/preact\/src\//],
  [
    'script tag, element, queue, consent',
    /\/(loader|boot|scriptTag|isLocal|fetchSurveys|collapse|keys)\.ts$/,
  ],
  ['storage and memory', /\/(storage|store|memory)\.ts$/],
  ['audience, quiet periods, budget, once per value', /\/(eligibility|decide)\.ts$/],
  ['sticky sampling, allowed origins', /\/shared\/src\//],
  ['limits across devices', /\/askService\.ts$/],
  [
    'asking and putting the parts together',
    /\/(ask|nextTask|start|widget|later|laterFile|lentPreact|calls|parts|full)\.ts$/,
  ],
  ['question, scales, look', /\/(Survey\.tsx|draw\.tsx|styles\.css|root\.ts)$/],
  ['languages: surveys, switched at run time', /\/(surveys|reword)\.ts$/],
  ['answered in another tab', /\/elsewhere\.ts$/],
  ['what counts as shown', /\/shown\.ts$/],
  ['response, delivery, outbox', /\/(newEntry|keepTap|response|advance|delivery|metadata|uuidv7)\.ts$/],
  ['focus, keys, speech', /\/presence\.tsx$/],
  ['follow-up, reasons, thanks, afterwords', /\/(follow\.tsx|FollowUp\.tsx|followUpOf\.ts|follow\.css)$/],
  ['corner', /\/(corner\.ts|corner\.css)$/],
  ['explain', /\/explain\.ts$/],
  ['the note to who builds the page', /\/(debug\.ts|debug\.css|nearest\.ts)$/],
]
const parts = /** @type {const} */ (['loader', 'widget', 'later', 'calls', 'debug'])

/** @type {Map<string, Record<string, number>>} */
const costs = new Map(features.map(([feature]) => [feature, {}]))
/** @type {string[]} */
const nameless = []
for (const part of parts) {
  const file = files[part] ?? ''
  const sources = Object.entries(inputs[file] ?? {})
  const minified = sources.reduce((sum, [, bytes]) => sum + bytes, 0)
  const brotli = statSync(`${dist}${file}.br`).size
  for (const [source, bytes] of sources) {
    const [feature] = features.find(([, pattern]) => pattern.test(`/${source}`)) ?? []
    const cost = feature && costs.get(feature)
    if (cost) cost[part] = (cost[part] ?? 0) + (bytes / minified) * brotli
    else nameless.push(source)
  }
}

const head = ['brotli bytes by feature', ...parts, 'all']
const rows = [...costs].map(([feature, cost]) => [
  feature,
  ...parts.map(part => figure(cost[part])),
  figure(Object.values(cost).reduce((sum, bytes) => sum + bytes, 0)),
])
const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => `${row[column]}`.length)))
for (const row of [head, ...rows]) {
  console.log(
    row.map((cell, at) => (at ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  '),
  )
}
for (const [file, hash] of Object.entries(integrity)) console.log(`\n${file}  integrity="${hash}"`)
if (nameless.length > 0) {
  console.error(`No feature names ${nameless.join(', ')}: add them to scripts/feature-costs.mjs`)
  process.exitCode = 1
}

/** @param {number | undefined} bytes */
function figure(bytes) {
  return bytes ? bytes.toFixed(0) : ''
}
