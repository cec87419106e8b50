/** A part of a text, in code points; `to` is the one after the last. */
export interface Match {
  from: number
  to: number
}

/** A comment, and what was found in it: marked texts, and parts that stand in it as they are. */
export interface Searched {
  comment: string
  /** The comment's characters in their places, with signs around what was found. */
  marked: readonly (string | null)[]
  marks: { begin: string; end: string }
  /** Texts that stand in it, in whatever case. */
  parts: readonly string[]
}

/** Where in a comment the words are that it was found by, in their order, none within another. */
export function matchesOf({ comment, marked, marks, parts }: Searched): Match[] {
  const characters = [...comment]
  const found = [
    ...marked.flatMap(text => (text === null ? [] : markedIn(text, marks, characters.length))),
    ...parts.flatMap(part => standingIn(characters, part)),
  ].sort((one, other) => one.from - other.from || one.to - other.to)
  const matches: Match[] = []
  for (const { from, to } of found) {
    const last = matches.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else matches.push({ from, to })
  }
  return matches
}

/** None where the text is longer or shorter than the comment: its places would be others. */
function markedIn(text: string, { begin, end }: Searched['marks'], length: number): Match[] {
  const matches: Match[] = []
  let at = 0
  let from = 0
  for (const character of text) {
    if (character === begin) from = at
    else if (character === end) matches.push({ from, to: at })
    else at += 1
  }
  return at === length ? matches : []
}

function standingIn(characters: readonly string[], part: string): Match[] {
  const wanted = [...part].map(lower)
  const text = characters.map(lower)
  const matches: Match[] = []
  for (let from = 0; wanted.length > 0 && from + wanted.length <= text.length; from += 1) {
    if (wanted.every((character, at) => text[from + at] === character)) {
      matches.push({ from, to: from + wanted.length })
      from += wanted.length - 1
    }
  }
  return matches
}

/** One by one, so that each keeps its place where the lower case has more characters. */
const lower = (character: string) => character.toLowerCase()
