/**
 * Sentry's feedback form, opened as soon as it can be: a client of its own with nothing but feedback, which is how
 * Sentry's manual makes bundles small. It has no scale: its question is a text, and its answer the tap on Send.
 */
import {
  BrowserClient,
  defaultStackParser,
  feedbackIntegration,
  getCurrentScope,
  makeFetchTransport,
} from '@sentry/browser'

const { host } = new URL(document.currentScript.src)
const feedback = feedbackIntegration({
  autoInject: false,
  showBranding: false,
  showName: false,
  showEmail: false,
  enableScreenshot: false,
  formTitle: 'How was it to pay?',
})
const client = new BrowserClient({
  dsn: `http://bench@${host}/1`,
  transport: makeFetchTransport,
  stackParser: defaultStackParser,
  integrations: [feedback],
})
getCurrentScope().setClient(client)
client.init()

const ask = () =>
  feedback.createForm().then(form => {
    form.appendToDom()
    form.open()
  })
if (document.body) ask()
else document.addEventListener('DOMContentLoaded', ask)
