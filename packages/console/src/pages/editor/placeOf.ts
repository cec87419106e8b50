/** Where a fault is mended: the part of the editor, and the language where it is one's. */
export function placeOf(pointer: string): { part: 'wording' | 'rules'; locale?: string } {
  const [, whole, locales, tag] = pointer.split('/')
  if (whole !== 'survey') return { part: 'rules' }
  return locales === 'locales' && tag ? { part: 'wording', locale: tag } : { part: 'wording' }
}

/** Goes to the first field that is marked, once it is drawn. */
export function focusFirstMarked(): void {
  requestAnimationFrame(() => {
    const mark = document.querySelector(
      '.writing [aria-invalid], .writing .missing:not(.chip *), .writing .error',
    )
    for (let fold = mark?.closest('details'); fold; fold = fold.parentElement?.closest('details'))
      fold.open = true
    const field = mark
      ?.closest('.field, fieldset, section')
      ?.querySelector<HTMLElement>('input, textarea, select, button')
    field?.focus()
    field?.scrollIntoView({ block: 'center' })
  })
}
