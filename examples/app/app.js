/** A router of forty lines on the History API. It knows nothing of Tyck. */
import { showLeftBehind } from './left-behind.js'
import { home, notFound, product, search, settings } from './views.js'

const routes = [
  [/^\/app\/$/, home],
  [/^\/app\/search$/, search],
  [/^\/app\/products\/([a-z]+)$/, product],
  [/^\/app\/settings$/, settings],
]

const view = document.querySelector('#view')

/** Puts the view of `address` in the place of the one before. */
function render(address) {
  const { pathname: given, searchParams } = new URL(address, location.origin)
  // People type a slash at the end; only the home has one.
  const pathname = given.replace(/(?<=^\/app\/.+)\/$/, '')
  const [pattern, make] = routes.find(([pattern]) => pattern.test(pathname)) ?? [/$/, notFound]
  view.replaceChildren(make({ key: pattern.exec(pathname)[1], query: searchParams }))
  for (const link of document.querySelectorAll('.app-nav a')) {
    if (link.pathname === pathname) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  document.title = `${view.querySelector('h1').textContent} · Furu & Lin`
  showLeftBehind()
}

/** Goes to `address` as a link does: a new entry in the history, and the focus on the new view's heading. */
function go(address) {
  history.pushState(null, '', address)
  render(address)
  const heading = view.querySelector('h1')
  heading.tabIndex = -1
  heading.focus()
}

document.addEventListener('click', event => {
  const link = event.target.closest('a[href^="/app/"]')
  const asIs = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
  // The examples' own links, outside of the shop, load the page anew.
  if (!link || asIs || !link.closest('.site')) return
  event.preventDefault()
  go(link.href)
})

view.addEventListener('submit', event => {
  event.preventDefault()
  if (event.target.matches('.search')) go(`/app/search?${new URLSearchParams(new FormData(event.target))}`)
})

addEventListener('popstate', () => render(location.href))

document.querySelector('#many').addEventListener('click', async () => {
  const addresses = ['/app/', '/app/search?q=wool', '/app/products/dimma', '/app/settings']
  for (let change = 0; change < 200; change++) {
    render(addresses[change % addresses.length])
    await new Promise(requestAnimationFrame)
  }
  render(location.href)
})

render(location.href)
