/**
 * The payment step: Pay puts the confirmation, and the question in it, in the form's place.
 *
 * The address says which order is paid and how, as a shop's would: what is paid stays paid when the page is loaded
 * again. It takes the payment's place in the history, so that Back doesn't lead to paying twice.
 */

const checkout = document.querySelector('.checkout')
const payment = document.querySelector('#payment')
const card = document.querySelector('#card')
const confirmation = document.querySelector('#confirmation')
const language = document.querySelector('#language')

const address = new URLSearchParams(location.search)
language.value = address.get('lang') ?? ''
const paid = address.get('paid')
if (paid === 'card' || paid === 'invoice') confirm({ id: address.get('order') ?? '', method: paid })
else showLines({ id: nextOrder(), method: chooseMethod() })

payment.addEventListener('change', () => showLines({ id: nextOrder(), method: chooseMethod() }))

payment.addEventListener('submit', event => {
  event.preventDefault()
  const order = { id: nextOrder(), method: chooseMethod() }
  remember({ order: order.id, paid: order.method })
  confirm(order)
  checkout.querySelector('#thanks').focus()
})

// The question on the screen changes its language and keeps what was answered.
language.addEventListener('change', () => {
  remember({ lang: language.value })
  const survey = checkout.querySelector('tyck-survey')
  if (survey) speak(survey)
})

/** @param {{ id: string, method: 'card' | 'invoice' }} order */
function confirm(order) {
  const content = confirmation.content.cloneNode(true)
  const survey = content.querySelector('tyck-survey')
  survey.setAttribute('metadata', JSON.stringify(metadataOf(order)))
  speak(survey)
  content.querySelector('#order-id').textContent = order.id
  content.querySelector('#paid-with').textContent = order.method === 'card' ? 'A receipt' : 'The invoice'
  content.querySelector('#start-over').addEventListener('click', startOver)
  showLines(order)
  payment.hidden = true
  checkout.prepend(content)
}

/** A new order, at the address where the payment began. */
function startOver() {
  const { lang } = Object.fromEntries(address)
  location.assign(lang ? `${location.pathname}?${new URLSearchParams({ lang })}` : location.pathname)
}

/** What the page knows of this order; it comes back with the answer. */
function metadataOf({ id, method }) {
  return {
    orderId: id,
    orderValue: Number(document.querySelector('#total').value),
    paymentMethod: method,
    items: document.querySelectorAll('#cart li').length,
    currency: 'SEK',
  }
}

/** Shows the lines for developers as they are for this order. */
function showLines({ id, method }) {
  card.hidden = method !== 'card'
  document.querySelector('#line-order').textContent = id
  document.querySelector('#line-method').textContent = method
}

function chooseMethod() {
  return payment.elements.namedItem('method').value
}

/** A number of four digits that no order of the last two hours had. */
function nextOrder() {
  return `A${1_000 + (Math.floor(Date.now() / 1_000) % 9_000)}`
}

/** Without a language of its own the question has the page's. */
function speak(survey) {
  if (language.value) survey.setAttribute('locale', language.value)
  else survey.removeAttribute('locale')
}

function remember(values) {
  for (const [name, value] of Object.entries(values)) {
    if (value) address.set(name, value)
    else address.delete(name)
  }
  history.replaceState(null, '', `${location.pathname}${address.size ? `?${address}` : ''}`)
}
