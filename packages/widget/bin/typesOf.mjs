/** What a metadata contract calls a type, as TypeScript says it. */
const types = new Map(['string', 'number', 'boolean'].map(name => [name, name]))

/**
 * The declaration that makes TypeScript know a project's touchpoints and their metadata.
 *
 * @param {{ touchpoint: string, metadata?: Record<string, string> }[]} surveys as the service gives them. One without
 *   `metadata` takes any.
 * @returns {string} the text of a `.d.ts` file, the same for the same touchpoints in whatever order.
 */
export function typesOf(surveys) {
  const touchpoints = [...surveys].sort((one, other) => (one.touchpoint < other.touchpoint ? -1 : 1))
  return `// Made by tyck-types from what the touchpoints take. Make it again where that has changed.
import type {} from '@tyck/widget'

declare module '@tyck/widget' {
  interface Touchpoints {
${touchpoints.map(({ touchpoint, metadata }) => `    ${quoted(touchpoint)}: ${metadataType(metadata)}\n`).join('')}  }
}
`
}

/** @param {Record<string, string> | undefined} metadata */
function metadataType(metadata) {
  if (!metadata) return 'Metadata'
  const keys = Object.keys(metadata).sort()
  if (keys.length === 0) return 'Record<string, never>'
  const lines = keys.map(key => {
    const name = /^[a-z_$][\w$]*$/i.test(key) ? key : quoted(key)
    return `      ${name}?: ${types.get(metadata[key] ?? '') ?? 'string | number | boolean'}\n`
  })
  return `{\n${lines.join('')}    }`
}

/** @param {string} text */
function quoted(text) {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`
}
