import type { Words } from '@tyck/shared/contract/surveys'

export const ptPT: Words = {
  send: 'Enviar',
  skip: 'Ignorar',
  change: 'Alterar',
  dismiss: 'Fechar',
  saving: 'A guardar…',
  saved: 'Guardado',
  willSend: 'Será enviado mais tarde',
  notSaved: 'Não foi guardado',
  comment: 'Gostaria de acrescentar algo?',
  reasons: 'Qual é o motivo?',
  charactersLeft: 'Caracteres restantes: {n}',
  survey: 'Uma pergunta breve',
}
