/**
 * The panel that shows the touchpoint's newest row as it stands in Postgres.
 *
 * It reads after each sign that the row may change, and every second for a little while after; not at all while
 * nobody looks.
 */

const every = 1_000
const lasts = 8_000

const panel = document.querySelector('#live-row')
const note = panel.querySelector('p')
const cells = panel.querySelectorAll('[data-column]')

let until = 0
let timer
let reading = false
/** Without the demo project there is nothing to read, however often one asks. */
let isGone = false

for (const sign of ['tyck:shown', 'tyck:answered', 'tyck:dismissed']) document.addEventListener(sign, follow)

// A comment is sent with a click or from the keyboard. Seen on the way down, for keys stop at the element.
for (const sign of ['click', 'keydown']) {
  document.addEventListener(sign, event => event.target.closest?.('tyck-survey') && follow(), {
    capture: true,
  })
}

document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && follow())

follow()

function follow() {
  until = Date.now() + lasts
  clearTimeout(timer)
  if (!reading && !isGone) read()
}

async function read() {
  reading = true
  try {
    const reply = await fetch(`/rows?touchpoint=${panel.dataset.touchpoint}`)
    const body = await reply.json()
    if (reply.ok) showNewest(body.responses)
    else note.textContent = body.detail
    isGone = reply.status === 410
  } catch {
    note.textContent = 'The examples’ server does not answer. Start it with npm start.'
  }
  reading = false
  if (!isGone && document.visibilityState === 'visible' && Date.now() < until) timer = setTimeout(read, every)
}

/** @param {object[]} responses newest first */
function showNewest([response]) {
  if (!response) {
    note.textContent = 'No row yet. It comes when the question has been seen; the score comes with the tap.'
    return
  }
  note.textContent = `The newest response of ${panel.dataset.touchpoint}. A change of mind changes this row.`
  for (const cell of cells) {
    const { column } = cell.dataset
    // The API says shownAt for the column shown_at.
    const value = response[column.replace(/_(.)/g, (_, letter) => letter.toUpperCase())]
    // What people wrote is only ever text here, whatever they wrote.
    cell.textContent = toText(column, value)
    cell.classList.toggle('null', value === null || value.length === 0)
  }
}

function toText(column, value) {
  if (value === null) return 'null'
  if (column === 'metadata') return JSON.stringify(value, null, 2)
  if (column === 'reasons') return value.join(', ') || 'none'
  if (column.endsWith('_at')) return value.replace('T', ' ').replace(/\.\d+Z$/, 'Z')
  return String(value)
}
