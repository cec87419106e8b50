/** Counts what the page's policy refused, from the first line on, and names it once the page can show it. */
;(() => {
  const violations = []

  document.addEventListener('securitypolicyviolation', event => {
    violations.push(`${event.effectiveDirective}: ${event.blockedURI}`)
    show()
  })
  document.addEventListener('DOMContentLoaded', show)

  function show() {
    const count = document.querySelector('#count')
    if (!count) return
    count.textContent = violations.length
    const items = violations.map(violation => {
      const item = document.createElement('li')
      item.textContent = violation
      return item
    })
    document.querySelector('#violation-list').replaceChildren(...items)
  }
})()
