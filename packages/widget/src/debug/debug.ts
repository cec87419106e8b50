import type { Detail, Explanation } from '../types.ts'
import type { Kit } from '../widget/asked.ts'
import styles from './debug.css?inline'
import { nearest } from './nearest.ts'

/**
 * A note on the page for who builds it: which touchpoints ask, and why the others don't. Shown with tests and
 * with `data-debug`; nobody else fetches this file.
 */
export function debug(kit: Kit): void {
  const { page, surveysFor, calls, dress } = kit
  const { settings } = page
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  dress(root, styles, settings.nonce)
  const summary = element('summary')
  const here = element('ul')
  const others = element('ul')
  const more = element('summary')
  const box = element('details', summary, here, element('details', more, others))
  box.lang = 'en'
  box.dir = 'ltr'
  root.append(box)
  /** What the page asked for by a call; an element says so itself. */
  const called = new Set<string>()

  const refresh = async () => {
    const { explain } = await calls()
    const [all, body] = await Promise.all([explain(), surveysFor(null)])
    const known = body?.surveys?.map(survey => survey.touchpoint) ?? []
    const slots = [...document.querySelectorAll('tyck-survey')].map(
      slot => `${slot.getAttribute('touchpoint')}`,
    )
    const isHere = ({ touchpoint }: Explanation) => slots.includes(touchpoint) || called.has(touchpoint)
    const [ours, theirs] = [all.filter(isHere), all.filter(one => !isHere(one))]
    const quiet = ours.filter(isQuiet).length
    summary.textContent = [
      `Tyck${settings.test ? ': test answers' : ''}`,
      ours.length > quiet && `${ours.length - quiet} asking`,
      quiet && `${quiet} quiet`,
    ]
      .filter(Boolean)
      .join(', ')
    summary.toggleAttribute('data-quiet', quiet > 0)
    here.replaceChildren(...ours.map(one => line(one, true, known)))
    others.replaceChildren(...theirs.map(one => line(one, false, known)))
    more.textContent = `Not on this page: ${theirs.length}`
    if (!host.isConnected) document.body.append(host)
  }
  for (const name of ['shown', 'answered', 'dismissed', 'skipped']) {
    document.addEventListener(`tyck:${name}`, event => {
      called.add((event as CustomEvent<Detail>).detail.touchpoint)
      refresh().catch(() => {})
    })
  }
  refresh().catch(() => {})
}

/** One that is on the screen asks; that it cannot be asked once more is no news. */
const isQuiet = ({ reason }: Explanation) => reason && reason !== 'already-open'

function line(one: Explanation, isHere: boolean, known: string[]): Element {
  return element('li', element('b', one.touchpoint), ` ${verdict(one, isHere, known)}`)
}

function verdict({ touchpoint, reason, because }: Explanation, isHere: boolean, known: string[]): string {
  if (!reason || reason === 'already-open') return isHere ? 'asks here' : 'would ask'
  if (reason === 'no-survey') {
    if (because?.rule === 'reachable') {
      return 'could not be fetched: look at the key, the address of the service, and connect-src'
    }
    if (touchpoint === 'null') return 'is missing: an element has no touchpoint attribute'
    const meant = nearest(touchpoint, known)
    return `has no published survey${meant ? `. Did you mean ${meant}?` : ''}`
  }
  const rule = JSON.stringify(because?.rule)
  return `quiet: ${reason}${rule ? ` (rule ${rule}, here ${JSON.stringify(because?.value) ?? 'nothing'})` : ''}`
}

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, ...children: (Node | string)[]) {
  const made = document.createElement(tag)
  made.append(...children)
  return made
}
