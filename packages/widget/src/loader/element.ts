/** Hears that a slot came, went, or has other attributes: it looks at `slot.isConnected` and at them itself. */
export type Notice = (slot: HTMLElement) => void

/**
 * Defines `<tyck-survey touchpoint="…" metadata="{…}">`. Its life cycle is all that a single-page app needs: no
 * observer of the document, no polling, no patched history.
 */
export function defineElement(notice: Notice): void {
  customElements.define(
    'tyck-survey',
    class extends HTMLElement {
      static observedAttributes = ['touchpoint', 'metadata', 'locale']
      connectedCallback() {
        notice(this)
      }
      disconnectedCallback() {
        notice(this)
      }
      attributeChangedCallback() {
        // While the parser makes an element, its attributes come before it is connected.
        if (this.isConnected) notice(this)
      }
    },
  )
}
