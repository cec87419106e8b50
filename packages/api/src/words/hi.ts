import type { Words } from '@tyck/shared/contract/surveys'

export const hi: Words = {
  send: 'भेजें',
  skip: 'छोड़ें',
  change: 'बदलें',
  dismiss: 'बंद करें',
  saving: 'सेव हो रहा है…',
  saved: 'सेव हो गया',
  willSend: 'बाद में भेजा जाएगा',
  notSaved: 'सेव नहीं हुआ',
  comment: 'क्या आप कुछ और बताना चाहेंगे?',
  reasons: 'यह किस बारे में था?',
  charactersLeft: 'शेष वर्ण: {n}',
  survey: 'एक छोटा सवाल',
}
