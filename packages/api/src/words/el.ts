import type { Words } from '@tyck/shared/contract/surveys'

export const el: Words = {
  send: 'Αποστολή',
  skip: 'Παράλειψη',
  change: 'Αλλαγή',
  dismiss: 'Κλείσιμο',
  saving: 'Αποθήκευση…',
  saved: 'Αποθηκεύτηκε',
  willSend: 'Θα σταλεί αργότερα',
  notSaved: 'Δεν αποθηκεύτηκε',
  comment: 'Θέλετε να προσθέσετε κάτι;',
  reasons: 'Τι αφορούσε;',
  charactersLeft: 'Χαρακτήρες που απομένουν: {n}',
  survey: 'Μια σύντομη ερώτηση',
}
