/**
 * Calls `report` once `element` has been shown: at least half of it, or half of the viewport where that is smaller,
 * was visible for one second. A prerendered or hidden page shows nothing. Returns how to stop watching.
 */
export function whenShown(element: Element, report: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  let inView: boolean
  const look = () => {
    clearTimeout(timer)
    if (inView && document.visibilityState === 'visible') timer = setTimeout(report, 1000)
  }
  const observer = new IntersectionObserver(
    entries => {
      const { intersectionRect, boundingClientRect } = entries.pop() as IntersectionObserverEntry
      const isInView = intersectionRect.height * 2.01 > Math.min(boundingClientRect.height, innerHeight)
      if (isInView !== inView) {
        inView = isInView
        look()
      }
    },
    // Often enough to notice half of a viewport that is smaller than the element.
    { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5] },
  )
  observer.observe(element)
  document.addEventListener('visibilitychange', look)
  return () => {
    clearTimeout(timer)
    observer.disconnect()
    document.removeEventListener('visibilitychange', look)
  }
}
