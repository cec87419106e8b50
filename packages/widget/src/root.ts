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
  const [red, green, blue] = (getComputedStyle(element).color.match(/\d+/g) || []).map(Number)
  return (red as number) + (green as number) * 2 + (blue as number) > 512
}
