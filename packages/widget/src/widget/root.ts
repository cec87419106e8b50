/** Gives a shadow root a style sheet, in a way that needs no permission from a content security policy. */
export function dress(root: ShadowRoot, css: string, nonce = ''): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  } catch {
    // Safari before 16.4 has no constructable sheets: there the policy's nonce is needed.
    const style = document.createElement('style')
    style.nonce = nonce
    style.textContent = css
    root.prepend(style)
  }
}

/** Whether text here is light, so the page is dark: what the page looks like counts, not what the system prefers. */
export function isDark(element: Element): boolean {
  const { color } = getComputedStyle(element)
  const [first = 0, second = 0, third = 0] = (color.match(/[\d.]+/g) || []).map(Number)
  // rgb(), else a lightness comes first: up to 1 in oklch(), up to 100 in lch().
  return /^rgb/.test(color) ? first + second * 2 + third > 512 : first > (first > 1 ? 60 : 0.6)
}
