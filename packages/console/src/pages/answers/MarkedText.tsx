/** Where a text was found, in code points; `to` is not included. */
interface Match {
  from: number
  to: number
}

/** A text with what was found in it marked. The text is text, whatever is written in it. */
export function MarkedText({ text, matches }: { text: string; matches: readonly Match[] | null }) {
  if (!matches || matches.length === 0) return <>{text}</>
  const characters = [...text]
  const parts = matches.flatMap(({ from, to }, at) => {
    const before = characters.slice(matches[at - 1]?.to ?? 0, from).join('')
    return [before, <mark key={from}>{characters.slice(from, to).join('')}</mark>]
  })
  return (
    <>
      {parts}
      {characters.slice(matches.at(-1)?.to).join('')}
    </>
  )
}
