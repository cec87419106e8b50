import type { Writable } from 'node:stream'
import { StrictMode } from 'react'
import { renderToPipeableStream } from 'react-dom/server'
import { OrderPage, type PageData } from './OrderPage.tsx'

/**
 * Renders the page as a stream: what is there already at once, the rest when it comes.
 *
 * @returns what sends it, once the first part is there. Rejects where that part can't be rendered.
 */
export function render(data: PageData): Promise<(to: Writable) => void> {
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(
      <StrictMode>
        <OrderPage {...data} />
      </StrictMode>,
      { onShellReady: () => resolve(pipe), onShellError: reject },
    )
  })
}
