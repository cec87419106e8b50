/** The panel that counts what views and their questions have left in the page. */

const { before } = document.documentElement
const elements = document.body.childElementCount
let views = 0

/** Called with every view; reads the page after it has settled. */
export function showLeftBehind() {
  views++
  requestAnimationFrame(() => {
    const globals = Object.getOwnPropertyNames(window).filter(name => !before.globals.has(name))
    const own = history.pushState === before.pushState && history.replaceState === before.replaceState
    set('views', views)
    set('questions', document.querySelectorAll('tyck-survey').length)
    set('elements', document.body.childElementCount - elements)
    set('globals', globals.join(', ') || 'none')
    set('cookies', document.cookie ? document.cookie.split(';').length : 0)
    set('history', own ? 'the browser’s own' : 'replaced')
  })
}

function set(id, value) {
  document.querySelector(`#${id}`).textContent = value
}
