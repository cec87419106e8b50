import type { Page } from 'playwright-core'

/**
 * What is cut off, or lies over something else, in a question as it stands; also where the page has to be scrolled
 * sideways for it. What a list scrolls by itself is not cut.
 */
export async function layoutFaults(page: Page, host = 'tyck-survey, [data-corner]'): Promise<string[]> {
  return page.locator(host).evaluateAll(hosts => {
    /** A pixel of text's own rounding is no fault. */
    const slack = 1.5
    const faults: string[] = []
    if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways')
    for (const host of hosts) {
      const root = host.shadowRoot
      const panel = root?.querySelector('section')
      if (!root || !panel) continue
      const frame = panel.getBoundingClientRect()
      const isCorner = host.matches('[data-corner]')
      if (isCorner && host.scrollWidth > host.clientWidth) faults.push('the panel scrolls sideways')
      const pieces: { name: string; box: DOMRect; element: Element; scroller: Element | null }[] = []
      const scrollerOf = (element: Element) => element.closest('.reasons')
      const add = (name: string, box: DOMRect, element: Element) => {
        if (box.width > 1 && box.height > 1)
          pieces.push({ name, box, element, scroller: scrollerOf(element) })
      }
      for (const control of panel.querySelectorAll('button, textarea, .scale label span')) {
        add(
          control.className || control.textContent || control.localName,
          control.getBoundingClientRect(),
          control,
        )
      }
      const texts = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT)
      while (texts.nextNode()) {
        const parent = texts.currentNode.parentElement as Element
        if (!texts.currentNode.nodeValue?.trim() || parent.closest('[role=status]')) continue
        const range = document.createRange()
        range.selectNodeContents(texts.currentNode)
        const box = range.getBoundingClientRect()
        const name = `"${texts.currentNode.nodeValue.slice(0, 30)}"`
        const control = parent.closest('button, .scale label span')
        if (control && box.width) {
          const around = control.getBoundingClientRect()
          const isCut =
            box.left < around.left - slack ||
            box.right > around.right + slack ||
            box.top < around.top - slack ||
            box.bottom > around.bottom + slack
          if (isCut) faults.push(`${name} reaches beyond its button`)
        } else add(name, box, parent)
      }
      for (const { name, box, scroller, element } of pieces) {
        if (scroller) continue
        // What closes a question stands half outside of its corner.
        const free = element.matches('.dismiss') ? 8 : 2
        const isCut =
          box.left < frame.left - free - slack ||
          box.right > frame.right + free + slack ||
          box.top < frame.top - free - slack ||
          // A corner scrolls.
          (box.bottom > frame.bottom + slack && !isCorner)
        if (isCut)
          faults.push(
            `${name} reaches beyond the panel by ${Math.round(Math.max(box.bottom - frame.bottom, box.right - frame.right, frame.left - box.left, frame.top - box.top))} px`,
          )
      }
      pieces.forEach((one, index) => {
        for (const other of pieces.slice(index + 1)) {
          if (one.element.contains(other.element) || other.element.contains(one.element)) continue
          // What is scrolled away lies under its neighbours and is not seen.
          if (one.scroller !== other.scroller) continue
          const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
          const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
          if (across > slack && down > slack) faults.push(`${one.name} lies over ${other.name}`)
        }
      })
      const list = root.querySelector('.reasons')
      if (list) {
        const box = list.getBoundingClientRect()
        if (box.bottom > frame.bottom + slack && !isCorner) faults.push('the reasons reach beyond the panel')
        if (list.scrollWidth > list.clientWidth + 1) faults.push('the reasons scroll sideways')
        for (const below of root.querySelectorAll('textarea, .actions')) {
          if (below.getBoundingClientRect().top < box.bottom - 3 - slack)
            faults.push('the reasons lie over what follows')
        }
      }
    }
    return faults
  })
}
