/**
 * What runs inside the measured page. Each function stands alone: it is handed over as text.
 */

/**
 * @typedef {object} Probe what `probe` leaves behind, in milliseconds since navigation.
 * @property {number} [shownAt] the first frame with the answer in it has been drawn.
 * @property {number} [interactiveAt] a tap in that very moment has had its effect.
 */

/**
 * Looks once a frame whether the answer is there, visible and in the viewport, and taps it as soon as it was drawn.
 * What counts as an effect is a change of the question by its script: a radio button that only marks itself is none.
 * @param {() => Element | null | undefined} find
 * @param {(() => void) | undefined} write
 */
export function probe(find, write) {
  /** @type {Probe} */
  const marks = {}
  Object.assign(window, { [Symbol.for('bench')]: marks })
  const look = () => {
    const answer = find()
    if (!answer || !isVisible(answer)) return requestAnimationFrame(look)
    // Comes after this frame.
    afterTask(async () => {
      marks.shownAt = performance.now()
      write?.()
      let changed = false
      const changes = new MutationObserver(() => {
        changed = true
      })
      const whole = { subtree: true, childList: true, attributes: true, characterData: true }
      changes.observe(answer.getRootNode(), whole)
      answer.dispatchEvent(
        new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, detail: 1 }),
      )
      while (!changed && !changes.takeRecords()[0]) {
        await new Promise(resolve => afterTask(() => resolve(undefined)))
      }
      changes.disconnect()
      marks.interactiveAt = performance.now()
    })
  }
  requestAnimationFrame(look)

  /** @param {Element} element */
  function isVisible(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false
    const { top, bottom, width } = element.getBoundingClientRect()
    return width > 0 && bottom > top && top >= 0 && bottom <= innerHeight
  }

  /** @param {() => void} run */
  function afterTask(run) {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      run()
    }
    port2.postMessage(0)
  }
}

/**
 * @typedef {object} Watch what `watch` leaves behind.
 * @property {number} shift the layout shift so far, as browsers define it.
 * @property {number} [tappedAt] when the finger went up, by the browser's clock.
 * @property {number} [handledAt] when the handlers of that tap had run.
 */

/** Notes what moves, and when a tap comes and has been handled. Nothing else runs, for this page's script is timed. */
export function watch() {
  /** @type {Watch} */
  const notes = { shift: 0 }
  Object.assign(window, { [Symbol.for('bench')]: notes })
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      const shift = /** @type {{ value: number, hadRecentInput: boolean }} */ (/** @type {unknown} */ (entry))
      if (!shift.hadRecentInput) notes.shift += shift.value
    }
  }).observe({ type: 'layout-shift', buffered: true })
  addEventListener(
    'click',
    event => {
      if (notes.tappedAt !== undefined || !event.isTrusted) return
      notes.tappedAt = event.timeStamp
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        notes.handledAt = performance.now()
      }
      port2.postMessage(0)
    },
    true,
  )
}

/**
 * @typedef {object} Sent
 * @property {string} path
 * @property {number} startedAt
 * @property {number} endedAt
 * @property {number} bytes of its body, as it came over the wire.
 */

/** @typedef {Probe & Partial<Watch> & { sent: Sent[] }} Notes */

/** What was noted, and what was fetched from the service. @param {string} service @returns {Notes} */
export function readNotes(service) {
  const notes = /** @type {Record<symbol, Probe & Partial<Watch>>} */ (/** @type {unknown} */ (window))[
    Symbol.for('bench')
  ]
  const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'))
  return {
    ...notes,
    sent: entries
      .filter(({ name }) => name.startsWith(service))
      .map(({ name, startTime, responseEnd, encodedBodySize }) => ({
        path: new URL(name).pathname,
        startedAt: startTime,
        endedAt: responseEnd,
        bytes: encodedBodySize,
      })),
  }
}
