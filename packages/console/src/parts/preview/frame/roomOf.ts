import type { PublicSurvey } from '@tyck/shared/contract/surveys'
import type { Room, ToFrame } from '../messages.ts'
import { fittedPanel, plenty } from './measure.ts'
import { slotOf } from './slotOf.ts'

const patienceMs = 10_000

/**
 * How much room a question needs with all that may follow it: the real widget is drawn where there is plenty, answered
 * once for each segment, and thanked for. undefined where nothing is drawn.
 */
export async function roomOf(wanted: ToFrame): Promise<Room | undefined> {
  const [survey] = wanted.surveys.surveys
  if (!survey) return undefined
  // The same without anything to ask after the score goes straight to thanks.
  const thanking: PublicSurvey = {
    ...survey,
    id: crypto.randomUUID(),
    touchpoint: `${survey.touchpoint}.thanks`,
    followUps: {},
    reasons: {},
    comment: false,
  }
  wanted.surveys.surveys.push(thanking)
  const asking = await draw(wanted)
  const thanked = await draw({ ...wanted, touchpoint: thanking.touchpoint })
  if (!asking || !thanked) return undefined

  const tooWide = new Set(wideTexts(asking))
  let px = heightOf(asking)
  let leastPx = heightOf(asking, { tight: true })
  for (const at of oneOfEachSegment(survey)) {
    if (!(await tap(asking, at)) || !(await tap(thanked, at))) return undefined
    for (const panel of [asking, thanked]) {
      px = Math.max(px, heightOf(panel, { folded: true }))
      leastPx = Math.max(leastPx, heightOf(panel, { folded: true, tight: true }))
      for (const text of wideTexts(panel)) tooWide.add(text)
    }
  }
  return { px, leastPx, tooWide: [...tooWide] }
}

async function draw(wanted: ToFrame): Promise<HTMLElement | undefined> {
  const slot = slotOf(wanted)
  slot.style.minBlockSize = `${plenty}px`
  document.body.append(slot)
  return fittedPanel(slot)
}

/** The place of one answer of each segment on the scale. */
function oneOfEachSegment({ options }: PublicSurvey): number[] {
  const segments = options.map(({ segment }) => segment)
  return [...new Set(segments)].map(segment => segments.indexOf(segment))
}

/** Answers, as a finger would, and waits for what follows. */
async function tap(panel: HTMLElement, at: number): Promise<boolean> {
  const input = panel.querySelectorAll('.scale label')[at]?.querySelector('input')
  input?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }))
  for (const start = performance.now(); performance.now() - start < patienceMs; ) {
    if (input?.checked && panel.querySelector('.follow,.done')) return true
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  return false
}

/** One row of reasons, in px: the others scroll. */
const reasonsPx = 38

/**
 * How high the panel would be if it had not to fill its slot: with the scale out of the way, as it is where there is no
 * room for both (`folded`), and as close together as it can be (`tight`).
 */
function heightOf(panel: HTMLElement, { folded = false, tight = false } = {}): number {
  const { host } = panel.getRootNode() as ShadowRoot
  const before = [panel.style.blockSize, `${panel.dataset.tight}`, host.hasAttribute('data-folded')] as const
  const reasons = panel.querySelector<HTMLElement>('.reasons')
  panel.style.blockSize = 'auto'
  panel.dataset.tight = `${tight}`
  host.toggleAttribute('data-folded', folded)
  if (tight && reasons) reasons.style.blockSize = `${Math.min(reasonsPx, reasons.offsetHeight)}px`
  const { height } = panel.getBoundingClientRect()
  if (reasons) reasons.style.blockSize = ''
  ;[panel.style.blockSize, panel.dataset.tight] = before
  host.toggleAttribute('data-folded', before[2])
  return Math.ceil(height)
}

function wideTexts(panel: HTMLElement): string[] {
  return [...panel.querySelectorAll('legend, span, small, button, p, a, .prompt')]
    .filter(({ clientWidth, scrollWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
    .map(({ textContent }) => textContent?.trim() ?? '')
    .filter(Boolean)
}
