/** A part of a whole, in the order in which parts stand. */
export interface Part {
  key: string
  /** How it looks: by where it stands from worst to best. */
  look: 'worst' | 'middle' | 'best'
  count: number
  name: string
  share: string
}

/** One horizontal bar of parts, each labelled beneath it. */
export function ShareBar({ parts }: { parts: readonly Part[] }) {
  const whole = parts.reduce((sum, { count }) => sum + count, 0)
  let begun = 0
  return (
    <div class="share-bar">
      <svg height="28" width="100%" aria-hidden="true">
        {parts.map(({ key, look, count }) => {
          const [x, width] = [(100 * begun) / whole, (100 * count) / whole]
          begun += count
          return count === 0 ? null : (
            <rect key={key} class={look} x={`${x}%`} width={`${width}%`} height="28" />
          )
        })}
      </svg>
      <ul>
        {parts.map(({ key, look, name, share }) => (
          <li key={key}>
            <span class={`swatch ${look}`} aria-hidden="true" />
            {name} <b>{share}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}
