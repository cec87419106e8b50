import { useEffect, useState } from 'preact/hooks'

const shownMs = 6_000

/** Where to go on from there. */
interface Link {
  label: string
  href: string
}

/** With something to press it stays longer; in milliseconds. */
const withLinkMs = 20_000
let tellStatus: ((text: string, link?: Link) => void) | undefined

/** Says what was done, at the foot of the page and to screen readers: "Published, version 4, live in about a minute". */
export function say(text: string, link?: Link): void {
  tellStatus?.(text, link)
}

/** Where that is said; once in the page, for a region that is announced has to be there before. */
export function Status() {
  const [{ text, link, count }, setSaid] = useState<{ text: string; link?: Link | undefined; count: number }>(
    {
      text: '',
      count: 0,
    },
  )
  useEffect(() => {
    tellStatus = (next, nextLink) =>
      setSaid(before => ({ text: next, link: nextLink, count: before.count + 1 }))
    return () => {
      tellStatus = undefined
    }
  }, [])
  useEffect(() => {
    if (!text) return
    const timer = setTimeout(() => setSaid(before => ({ ...before, text: '' })), link ? withLinkMs : shownMs)
    return () => clearTimeout(timer)
  }, [count, text])
  return (
    <div class="status" role="status" aria-live="polite">
      {text && (
        <p key={count}>
          {text}
          {link && (
            <>
              {'. '}
              <a href={link.href}>{link.label}</a>
            </>
          )}
        </p>
      )}
    </div>
  )
}
