/** One cell: a page that asks what its address says, dressed as its address says. */

/** Called at the start, and by the gallery where the language or the theme changes. */
window.dress = ({ locale, direction, frame, scheme, theme }) => {
  const page = document.documentElement
  page.lang = locale
  page.dir = direction
  Object.assign(page.dataset, { frame, scheme, theme })
  document.querySelector('tyck-survey')?.setAttribute('locale', locale)
}

{
  const cell = Object.fromEntries(new URLSearchParams(location.search))
  window.dress(cell)
  // A text may not fit into the room, in some language at some width: the gallery says so.
  document.addEventListener('tyck:skipped', ({ target, detail }) => {
    const note = document.createElement('p')
    note.textContent = `Not asked: ${detail.reason}`
    ;(target.localName === 'tyck-survey' ? target : document.querySelector('main')).append(note)
  })
  if (cell.placement === 'corner') {
    window.tyck = window.tyck || []
    window.tyck.push(t => t.show(cell.touchpoint))
  } else {
    document.addEventListener('DOMContentLoaded', () => {
      const slot = document.createElement('tyck-survey')
      const { touchpoint, locale, frame, scheme } = cell
      for (const [name, value] of Object.entries({ touchpoint, locale, frame, scheme })) {
        slot.setAttribute(name, value)
      }
      document.querySelector('main').append(slot)
    })
  }
}
