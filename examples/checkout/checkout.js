/** The payment step: Pay puts the confirmation, and the question in it, in the form's place. */

const checkout = document.querySelector('.checkout')
const payment = document.querySelector('#payment')
const card = document.querySelector('#card')
const confirmation = document.querySelector('#confirmation')

payment.addEventListener('change', () => {
  card.hidden = paymentMethod() !== 'card'
})

payment.addEventListener('submit', event => {
  event.preventDefault()
  const paid = confirmation.content.cloneNode(true)
  const survey = paid.querySelector('tyck-survey')
  survey.setAttribute('metadata', JSON.stringify(readCart()))
  paid.querySelector('#start-over').addEventListener('click', startOver)

  payment.hidden = true
  checkout.prepend(paid)
  checkout.querySelector('#thanks').focus()
})

function startOver() {
  checkout.querySelector('.confirmation').remove()
  payment.hidden = false
  document.querySelector('#pay').focus()
}

function paymentMethod() {
  return payment.elements.namedItem('method').value
}

/** What the page knows of this payment; it comes back with the answer. */
function readCart() {
  return {
    orderValue: Number(document.querySelector('#total').value),
    paymentMethod: paymentMethod(),
    items: document.querySelectorAll('#cart li').length,
    currency: 'SEK',
  }
}
