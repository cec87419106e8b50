import type { Words } from '@tyck/shared/contract/surveys'

export const en: Words = {
  send: 'Send',
  skip: 'Skip',
  change: 'Change',
  dismiss: 'Close',
  saving: 'Saving…',
  saved: 'Saved',
  willSend: 'Will be sent',
  notSaved: 'Not saved',
  comment: 'Anything you would like to add?',
  reasons: 'What was it about?',
  charactersLeft: 'Characters left: {n}',
  survey: 'A short question',
}
