/** Where each value of a JSON text begins, by its JSON Pointer; and the keys that an object has twice. */
export interface JsonPlaces {
  /** Lines, from 1. */
  lines: Map<string, number>
  duplicates: { pointer: string; line: number }[]
}

/** @param text that JSON.parse takes: nothing else is looked at here */
export function jsonPlaces(text: string): JsonPlaces {
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+|\n/g)
  const lines = new Map<string, number>()
  const duplicates: JsonPlaces['duplicates'] = []
  let line = 1

  function next(): string {
    for (;;) {
      const token = tokens.next().value?.[0]
      if (token === undefined) return ''
      if (token !== '\n') return token
      line += 1
    }
  }

  function read(token: string, pointer: string): void {
    lines.set(pointer, line)
    if (token === '{') readObject(pointer)
    if (token === '[') readList(pointer)
  }

  function readObject(pointer: string): void {
    const seen = new Set<string>()
    for (let token = next(); token !== '}'; token = next()) {
      if (token === ',') continue
      const key = JSON.parse(token) as string
      const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
      if (seen.has(key)) duplicates.push({ pointer: at, line })
      seen.add(key)
      next()
      read(next(), at)
    }
  }

  function readList(pointer: string): void {
    let at = 0
    for (let token = next(); token !== ']'; token = next()) {
      if (token !== ',') read(token, `${pointer}/${at++}`)
    }
  }

  read(next(), '')
  return { lines, duplicates }
}
