import { expect } from 'vitest'
import type { Tab } from './driver.ts'

/** Runs a function in the page; it knows nothing but the values that it is given, which go as JSON. */
export function runIn<Values extends unknown[], Result>(
  tab: Tab,
  use: (...values: Values) => Result | Promise<Result>,
  ...values: Values
): Promise<Result> {
  return tab.evaluate(`(${use})(...${JSON.stringify(values)})`) as Promise<Result>
}

/** Clicks with the pointer in the middle of an element of the page, or of the question in it. */
export async function clickOn(tab: Tab, selector: string, index = 0): Promise<void> {
  const { x, y } = await middleOf(tab, selector, index)
  await tab.click(x, y)
}

/** The middle of an element, in CSS pixels of the viewport. @throws where something else lies on top of it. */
export async function middleOf(tab: Tab, selector: string, index = 0): Promise<{ x: number; y: number }> {
  const at = await runIn(
    tab,
    (selector, index) => {
      const root = document.querySelector('tyck-survey, [data-corner]')?.shadowRoot
      const found = root?.querySelectorAll(selector)[index] ?? document.querySelectorAll(selector)[index]
      if (!found) return `There is no ${selector}`
      found.scrollIntoView({ block: 'nearest' })
      const { left, top, width, height } = found.getBoundingClientRect()
      const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)]
      // Somebody with a pointer gets what lies on top.
      const hit = (found.getRootNode() as Document | ShadowRoot).elementFromPoint(x, y)
      if (!hit || !(found.contains(hit) || hit.contains(found))) return `${hit?.outerHTML} covers ${selector}`
      return { x, y }
    },
    selector,
    index,
  )
  if (typeof at === 'string') throw new Error(at)
  return at
}

/** The question on a page, as somebody sees it. */
export interface Question {
  /** Waits until it is there with all its parts. */
  ready(): Promise<void>
  /** The text of an element of it; undefined where that is not there. */
  text(selector: string): Promise<string | undefined>
  /** How many elements of it there are. */
  count(selector: string): Promise<number>
  /** Taps the answer at `index`, lowest first, with the pointer. */
  tap(index: number): Promise<void>
  /** Waits until the status says so. */
  says(status: string): Promise<void>
  /** Types a comment and sends it, by pointer. */
  comment(text: string): Promise<void>
  /** What has the focus: in the question, the tag and the value; in the page, its id. */
  focused(): Promise<string>
}

export function questionIn(tab: Tab): Question {
  const text = (selector: string) =>
    runIn(
      tab,
      selector =>
        document.querySelector('tyck-survey, [data-corner]')?.shadowRoot?.querySelector(selector)
          ?.textContent ?? undefined,
      selector,
    ).then(found => found ?? undefined)
  const question: Question = {
    text,
    // The status comes with the last part.
    ready: () => expect.poll(() => text('[role=status]')).toBeDefined(),
    count: selector =>
      runIn(
        tab,
        selector =>
          document.querySelector('tyck-survey, [data-corner]')?.shadowRoot?.querySelectorAll(selector)
            .length ?? 0,
        selector,
      ),
    tap: index => clickOn(tab, 'input', index),
    says: status => expect.poll(() => text('[role=status]')).toBe(status),
    async comment(words) {
      await clickOn(tab, 'textarea')
      await tab.type(words)
      await settle(tab)
      await clickOn(tab, '.follow .primary')
      await expect.poll(() => text('.thanks')).toContain('Saved')
    },
    focused: () =>
      runIn(tab, () => {
        const inside = document.activeElement?.shadowRoot?.activeElement
        if (!inside) return document.activeElement?.id ?? ''
        const { localName, nextElementSibling } = inside
        return localName === 'input' ? `answer ${nextElementSibling?.textContent}` : localName
      }),
  }
  return question
}

/** Lets the time pass in which a second tap of a double tap counts for nothing; the page's own clock tells. */
export async function settle(tab: Tab): Promise<void> {
  const now = () => runIn(tab, () => performance.now())
  const from = await now()
  await expect.poll(now).toBeGreaterThan(from + 400)
}
