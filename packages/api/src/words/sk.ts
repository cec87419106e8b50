import type { Words } from '@tyck/shared/contract/surveys'

export const sk: Words = {
  send: 'Odoslať',
  skip: 'Preskočiť',
  change: 'Zmeniť',
  dismiss: 'Zavrieť',
  saving: 'Ukladá sa…',
  saved: 'Uložené',
  willSend: 'Odošle sa neskôr',
  notSaved: 'Neuložené',
  comment: 'Chcete niečo dodať?',
  reasons: 'Čoho sa to týkalo?',
  charactersLeft: 'Zostáva znakov: {n}',
  survey: 'Krátka otázka',
}
