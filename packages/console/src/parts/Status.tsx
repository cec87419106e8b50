import { useEffect, useState } from 'preact/hooks'

const shownMs = 6_000
let tellStatus: ((text: string) => void) | undefined

/** Says what was done, at the foot of the page and to screen readers: "Published, version 4, live in about a minute". */
export function say(text: string): void {
  tellStatus?.(text)
}

/** Where that is said; once in the page, for a region that is announced has to be there before. */
export function Status() {
  const [{ text, count }, setSaid] = useState({ text: '', count: 0 })
  useEffect(() => {
    tellStatus = next => setSaid(before => ({ text: next, count: before.count + 1 }))
    return () => {
      tellStatus = undefined
    }
  }, [])
  useEffect(() => {
    if (!text) return
    const timer = setTimeout(() => setSaid(before => ({ ...before, text: '' })), shownMs)
    return () => clearTimeout(timer)
  }, [count, text])
  return (
    <div class="status" role="status" aria-live="polite">
      {text && <p key={count}>{text}</p>}
    </div>
  )
}
