import type { Words } from '@tyck/shared/contract/surveys'

export const es: Words = {
  send: 'Enviar',
  skip: 'Omitir',
  change: 'Cambiar',
  dismiss: 'Cerrar',
  saving: 'Guardando…',
  saved: 'Guardado',
  willSend: 'Se enviará más tarde',
  notSaved: 'No se ha guardado',
  comment: '¿Quieres añadir algo?',
  reasons: '¿Cuál es el motivo?',
  charactersLeft: 'Caracteres restantes: {n}',
  survey: 'Una pregunta breve',
}
