import { h, render } from 'preact'
import type { Asked } from './asked.ts'
import { dress, isDark } from './root.ts'
import { Survey } from './Survey.tsx'
import styles from './styles.css?inline'

/** As high as the follow-up alone, with the card around it: a corner must not grow under the finger. */
const cornerPx = 208

/** Draws a question on its host, unseen until it is fitted: layout is a task of its own. */
export function drawQuestion(one: Asked, nonce: string | undefined): void {
  const { host, corner, stops } = one
  const { theme } = one.project
  // A slot that was collapsed before gets its room back.
  // What folded in an earlier question is none of this one's.
  host.removeAttribute('data-folded')
  host.style.minBlockSize = host.ownHeight ?? host.style.minBlockSize
  host.ownHeight = undefined
  const reserved = corner ? cornerPx : host.offsetHeight
  const root = host.shadowRoot || host.attachShadow({ mode: 'open' })
  let themed = ''
  for (const name in theme) themed += `--tyck-${name}:${theme[name]};`
  if (!root.firstChild) dress(root, `:host{${themed}}${styles}`, nonce)
  one.root = root
  one.draw = change => {
    Object.assign(one.view, change)
    render(Survey({ one }), root)
  }
  // What the page put inside the slot shows again.
  stops.push(() => render(<slot />, root))
  if (corner) {
    host.setAttribute('data-corner', '')
    document.body.append(host)
    stops.push(() => host.remove())
  }
  one.fit = () => {
    const { project, view } = one
    const scheme = host.getAttribute('scheme') || project.scheme
    host.toggleAttribute('data-dark', scheme === 'dark' || (scheme !== 'light' && isDark(host)))
    host.toggleAttribute('data-card', corner || (host.getAttribute('frame') || project.frame) === 'card')
    one.draw({ ready: true })
    const panel = root.querySelector('section') as HTMLElement
    // What follows fits into what the question had.
    if (view.phase !== 'asking') return true
    panel.style.blockSize = ''
    if (view.tight) one.draw({ tight: false })
    if (!corner && panel.offsetHeight > reserved) one.draw({ tight: true })
    const needed = panel.offsetHeight
    // From here on every state has the same height.
    panel.style.blockSize = `${Math.max(needed, reserved)}px`
    // It may grow a slot that lies below the view; in view the page would jump.
    if (corner || needed <= reserved || host.getBoundingClientRect().top >= innerHeight) return true
    one.lacks = { reason: 'no-room', rule: `${needed}px`, value: `${reserved}px` }
    return false
  }
  one.draw({})
}
