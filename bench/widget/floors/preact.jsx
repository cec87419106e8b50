/** The Preact floor: the plain-DOM floor, word for word, drawn by Preact. The difference between the two is Preact's. */
// biome-ignore lint/correctness/noUnusedImports: what JSX becomes calls it
import { h, render } from 'preact'
import styles from './floor.css'

const { key } = document.currentScript.dataset
const { origin } = new URL(document.currentScript.src)

function Question({ survey, marked, onAnswer, onClose }) {
  return (
    <section lang={survey.locale} dir={survey.direction}>
      <fieldset>
        <legend>{survey.question}</legend>
        <div class="scale">
          {survey.options.map(({ score, name }) => (
            <label data-chosen={marked === score}>
              <input type="radio" name="score" aria-label={name} onClick={() => onAnswer(score)} />
              <span aria-hidden="true">{score}</span>
            </label>
          ))}
        </div>
        <div class="ends">
          <span>{survey.lowLabel}</span>
          <span>{survey.highLabel}</span>
        </div>
      </fieldset>
      <button type="button" class="dismiss" aria-label={survey.words.dismiss} onClick={onClose}>
        ×
      </button>
    </section>
  )
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

  const show = marked => {
    const onAnswer = score => {
      show(score)
      post(survey, shownAt, score)
    }
    render(
      <Question survey={survey} marked={marked} onAnswer={onAnswer} onClose={() => render(null, root)} />,
      root,
    )
  }
  show()
}

function post({ id: surveyId, rulesId }, shownAt, score) {
  const shownAgoMs = Date.now() - shownAt
  const response = { id: crypto.randomUUID(), seq: 1, surveyId, rulesId, shownAgoMs, changedAgoMs: 0, score }
  const body = JSON.stringify({ key, responses: [response] })
  fetch(`${origin}/v1/responses`, { method: 'POST', credentials: 'omit', keepalive: true, body })
}
