import type { BrowserContext, Page } from 'playwright-core'

/** A part of the window, in CSS px. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** What the window shows, or a part of it, as PNG; nothing blinks or moves in it. */
export const picture = (page: Page, clip?: Box): Promise<Buffer> =>
  page.screenshot({ animations: 'disabled', caret: 'hide', ...(clip && { clip }) })

/** Where pictures are compared: one page for all of a visit. */
const benches = new WeakMap<BrowserContext, Promise<Page>>()

/**
 * Counts the pixels that differ between two pictures of the same size. The browser decodes them, so that nothing else
 * has to.
 * @param within where to look, else everywhere.
 * @param except is left out.
 * @param shades of 255 that a colour may differ: the same curve elsewhere in the window is drawn a shade or two apart.
 */
export async function differingPixels(
  context: BrowserContext,
  one: Buffer,
  other: Buffer,
  { within, except = [], shades = 0 }: { within?: Box; except?: Box[]; shades?: number } = {},
): Promise<number> {
  const bench = benches.get(context) ?? context.newPage()
  benches.set(context, bench)
  return (await bench).evaluate(
    async ([pictures, within, except, shades]) => {
      const [a, b] = (await Promise.all(
        pictures.map(async base64 => {
          const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0))
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
          const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
          context.drawImage(bitmap, 0, 0)
          for (const { x, y, width, height } of except) context.clearRect(x, y, width, height)
          const { x, y, width, height } = within ?? { x: 0, y: 0, width: bitmap.width, height: bitmap.height }
          return context.getImageData(x, y, width, height)
        }),
      )) as [ImageData, ImageData]
      const [left, right] = [new Uint32Array(a.data.buffer), new Uint32Array(b.data.buffer)]
      if (left.length !== right.length) throw new Error('They differ in size')
      const differs = (one: number, other: number) =>
        one !== other &&
        [0, 8, 16, 24].some(bits => Math.abs(((one >>> bits) & 255) - ((other >>> bits) & 255)) > shades)
      return left.reduce((count, pixel, index) => count + Number(differs(pixel, right[index] ?? 0)), 0)
    },
    [[one, other].map(picture => picture.toString('base64')), within, except, shades] as const,
  )
}
