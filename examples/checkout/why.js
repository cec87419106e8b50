/** "Say why": whether Tyck would ask here and now, in its own words. */

const explanation = document.querySelector('#explanation')

document.querySelector('#why').addEventListener('click', () => {
  window.tyck ??= []
  window.tyck.push(async t => {
    explanation.textContent = JSON.stringify(await t.explain('checkout.payment'), null, 2)
    explanation.hidden = false
  })
})
