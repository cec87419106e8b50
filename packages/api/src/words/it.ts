import type { Words } from '@tyck/shared/contract/surveys'

export const it: Words = {
  send: 'Invia',
  skip: 'Salta',
  change: 'Modifica',
  dismiss: 'Chiudi',
  saving: 'Salvataggio…',
  saved: 'Salvato',
  willSend: 'Verrà inviato più tardi',
  notSaved: 'Non salvato',
  comment: 'Vuoi aggiungere qualcosa?',
  reasons: 'Qual è il motivo?',
  charactersLeft: 'Caratteri rimanenti: {n}',
  survey: 'Una breve domanda',
}
