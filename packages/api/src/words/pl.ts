import type { Words } from '@tyck/shared/contract/surveys'

export const pl: Words = {
  send: 'Wyślij',
  skip: 'Pomiń',
  change: 'Zmień',
  dismiss: 'Zamknij',
  saving: 'Zapisywanie…',
  saved: 'Zapisano',
  willSend: 'Zostanie wysłane później',
  notSaved: 'Nie zapisano',
  comment: 'Chcesz coś dodać?',
  reasons: 'Czego to dotyczyło?',
  charactersLeft: 'Pozostało znaków: {n}',
  survey: 'Krótkie pytanie',
}
