/** The views: each fills a copy of its template and hands it over. */
import { formatPrice, products } from './products.js'

export function home() {
  const view = copyOf('home')
  view.querySelector('.things').append(...products.map(toCard))
  return view
}

export function search({ query }) {
  const view = copyOf('search')
  const wanted = (query.get('q') ?? '').trim()
  const found = products.filter(({ name, about }) =>
    `${name} ${about}`.toLowerCase().includes(wanted.toLowerCase()),
  )
  view.querySelector('input').value = wanted
  view.querySelector('.found').textContent = found.length === 1 ? '1 thing' : `${found.length} things`
  view.querySelector('.things').append(...found.map(toCard))
  tell(view, { results: found.length })
  return view
}

export function product({ key }) {
  const chosen = products.find(product => product.key === key)
  if (!chosen) return notFound()
  const view = copyOf('product')
  view.querySelector('img').src = imageOf(chosen)
  view.querySelector('h1').textContent = chosen.name
  view.querySelector('.price').textContent = formatPrice(chosen.price)
  view.querySelector('.about').textContent = chosen.about
  tell(view, { product: chosen.key, price: chosen.price })
  return view
}

export function settings() {
  const view = copyOf('settings')
  const status = view.querySelector('[role=status]')
  view.querySelector('form').addEventListener('submit', () => {
    status.textContent = 'Saved.'
  })
  return view
}

export function notFound() {
  return copyOf('not-found')
}

function copyOf(id) {
  return document.querySelector(`#${id}`).content.cloneNode(true)
}

/** What the page knows goes with the question, and comes back with the answer. */
function tell(view, metadata) {
  view.querySelector('tyck-survey').setAttribute('metadata', JSON.stringify(metadata))
}

function toCard(product) {
  const card = document.createElement('li')
  const image = new Image(160, 160)
  image.src = imageOf(product)
  image.alt = ''
  const link = document.createElement('a')
  link.href = `/app/products/${product.key}`
  link.textContent = product.name
  const price = document.createElement('p')
  price.className = 'quiet'
  price.textContent = formatPrice(product.price)
  card.append(image, link, price)
  return card
}

function imageOf({ image }) {
  return `/shared/products/${image}.svg`
}
