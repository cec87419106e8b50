import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { Survey } from '../src/index.ts'

test('a slot that stays quiet as soon as it is there is heard too', async () => {
  customElements.define(
    'tyck-survey',
    class extends HTMLElement {
      connectedCallback() {
        const event = new CustomEvent('tyck:skipped', { detail: { reason: 'answered-recently' } })
        queueMicrotask(() => this.dispatchEvent(event))
      }
    },
  )
  const heard: unknown[] = []
  const onSkipped = ({ reason }: { reason?: string }) => heard.push(reason)
  const root = createRoot(document.body)
  root.render(createElement(Survey, { touchpoint: 'checkout.payment', onSkipped }))
  await vi.waitFor(() => expect(document.querySelector('tyck-survey')).not.toBeNull())
  await vi.waitFor(() => expect(heard).toEqual(['answered-recently']))
  root.unmount()
})
