import { type Detail, init, tyck } from '@tyck/widget'
import { settings } from './settings.ts'

const slot = document.createElement('tyck-survey')
slot.setAttribute('touchpoint', 'checkout.payment')
slot.setAttribute('metadata', JSON.stringify({ orderValue: 420 }))
document.body.append(slot)

tyck.on('answered', ({ score }: Detail) => {
  document.title = `answered ${score}`
})
init(settings)
