/** The gallery: reads from the form what to show, keeps it in the address, and has a frame for each cell. */
import { captionOf, cellsOf, metrics } from './cells.js'

const form = document.querySelector('form')
const list = document.querySelector('#metrics')
const count = document.querySelector('#count')
/** The cells that stand in the page, by key. */
const standing = new Map()

for (const [name, value] of new URLSearchParams(location.search)) {
  const control = form.elements.namedItem(name)
  if (control && [...control.options].some(option => option.value === value)) control.value = value
}

form.addEventListener('change', update)
// A reset shows in the form only after its event.
form.addEventListener('reset', () => setTimeout(update))
form.addEventListener('submit', event => event.preventDefault())

show()

function update() {
  const chosen = new URLSearchParams(choice())
  history.replaceState(null, '', `${location.pathname}${chosen.size ? `?${chosen}` : ''}`)
  show()
}

/** What is chosen; what isn't is left out. */
function choice() {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value))
}

function show() {
  const { width, ...rest } = choice()
  const cells = cellsOf(rest)
  const keys = new Set(cells.map(({ key }) => key))
  for (const [key, figure] of standing) {
    if (keys.has(key)) continue
    figure.remove()
    standing.delete(key)
  }
  for (const metric of Object.keys(metrics)) {
    const section = sectionOf(metric)
    const own = cells.filter(cell => cell.metric === metric)
    section.hidden = own.length === 0
    const grid = section.querySelector('.cells')
    grid.style.setProperty('--width', width ? `${width}px` : '')
    grid.toggleAttribute('data-width', !!width)
    // A frame that is moved loads anew: those that stand stay where they are.
    let before = null
    for (const cell of own) {
      const figure = standing.get(cell.key) ?? figureOf(cell)
      if (!figure.isConnected) grid.insertBefore(figure, before ? before.nextSibling : grid.firstChild)
      before = figure
      dress(figure, cell)
    }
  }
  count.textContent = cells.length === 1 ? 'One question' : `${cells.length} questions`
}

function sectionOf(metric) {
  const found = document.getElementById(metric)
  if (found) return found
  const section = document.createElement('section')
  section.className = 'metric'
  section.id = metric
  const heading = document.createElement('h2')
  heading.textContent = metrics[metric].name
  const grid = document.createElement('div')
  grid.className = 'cells'
  section.append(heading, grid)
  list.append(section)
  return section
}

function figureOf(cell) {
  const figure = document.createElement('figure')
  figure.className = 'cell'
  figure.dataset.placement = cell.placement
  const caption = document.createElement('figcaption')
  caption.className = 'quiet'
  const frame = document.createElement('iframe')
  frame.loading = 'lazy'
  figure.append(caption, frame)
  standing.set(cell.key, figure)
  return figure
}

/** Says what the cell is, and changes the language and theme of one that has loaded already. */
function dress(figure, cell) {
  const [caption, frame] = figure.children
  caption.textContent = captionOf(cell)
  frame.title = `${metrics[cell.metric].name}, ${captionOf(cell).replaceAll(' · ', ', ')}`
  const page = frame.contentWindow
  if (page?.dress) page.dress(cell)
  // Not loaded yet: it comes as it is to be now.
  else frame.src = `/gallery/cell.html?${new URLSearchParams(cell)}`
}
