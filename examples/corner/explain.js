/** Tells the developer what Tyck makes of the touchpoint: at first, and after everything that happens to it. */

const explanation = document.querySelector('#explanation')

window.tyck = window.tyck || []
window.tyck.push(t => {
  for (const event of ['tyck:shown', 'tyck:answered', 'tyck:dismissed', 'tyck:skipped']) {
    document.addEventListener(event, explain)
  }
  explain()

  async function explain() {
    const said = await t.explain('order.delivered', { metadata: { orderId: 'A1017' } })
    explanation.textContent = JSON.stringify(said, ['touchpoint', 'show', 'reason', 'test'], 2)
  }
})
