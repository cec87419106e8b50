/**
 * The plain-DOM floor: the least that can ask this question. One script, one fetch of the same surveys, the question
 * drawn by hand in a shadow root, the tap marked and posted in its click handler. It knows no rules, no memory, no
 * keyboard, no follow-up, no second try: what the widget costs beyond it is what those cost.
 */
import styles from './floor.css'

const { key } = document.currentScript.dataset
const { origin } = new URL(document.currentScript.src)

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag)
  for (const name in attributes) element.setAttribute(name, attributes[name])
  element.append(...children)
  return element
}

const surveys = fetch(`${origin}/v1/projects/${key}/surveys?locale=${document.documentElement.lang}`, {
  credentials: 'omit',
}).then(reply => reply.json())

// The parser may come to the slot before this script or after it.
customElements.define(
  'floor-survey',
  class extends HTMLElement {
    connectedCallback() {
      surveys.then(body => draw(this, body.surveys))
    }
  },
)

function draw(host, surveys) {
  const survey = surveys.find(({ touchpoint }) => touchpoint === host.getAttribute('touchpoint'))
  const shownAt = Date.now()
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [sheet]

  const labels = survey.options.map(({ score, name }) => {
    const input = make('input', { type: 'radio', name: 'score', 'aria-label': name })
    input.onclick = () => {
      labels.forEach((label, index) => {
        label.dataset.chosen = survey.options[index].score === score
      })
      post(survey, shownAt, score)
    }
    return make('label', {}, input, make('span', { 'aria-hidden': 'true' }, score))
  })
  const close = make('button', { type: 'button', class: 'dismiss', 'aria-label': survey.words.dismiss }, '×')
  close.onclick = () => section.remove()
  const section = make(
    'section',
    { lang: survey.locale, dir: survey.direction },
    make(
      'fieldset',
      {},
      make('legend', {}, survey.question),
      make('div', { class: 'scale' }, ...labels),
      make('div', { class: 'ends' }, make('span', {}, survey.lowLabel), make('span', {}, survey.highLabel)),
    ),
    close,
  )
  root.append(section)
}

function post({ id: surveyId, rulesId }, shownAt, score) {
  const shownAgoMs = Date.now() - shownAt
  const response = { id: crypto.randomUUID(), seq: 1, surveyId, rulesId, shownAgoMs, changedAgoMs: 0, score }
  const body = JSON.stringify({ key, responses: [response] })
  fetch(`${origin}/v1/responses`, { method: 'POST', credentials: 'omit', keepalive: true, body })
}
