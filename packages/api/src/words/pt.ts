import type { Words } from '@tyck/shared/contract/surveys'

export const pt: Words = {
  send: 'Enviar',
  skip: 'Pular',
  change: 'Alterar',
  dismiss: 'Fechar',
  saving: 'Salvando…',
  saved: 'Salvo',
  willSend: 'Será enviado mais tarde',
  notSaved: 'Não foi salvo',
  comment: 'Quer acrescentar algo?',
  reasons: 'Qual é o motivo?',
  charactersLeft: 'Caracteres restantes: {n}',
  survey: 'Uma pergunta rápida',
}
