/** Once the types of the project are there, the lines that say so must not compile, and all others must. */
import { Survey, useTyck } from '@tyck/react'
import { Survey as VueSurvey } from '@tyck/vue'
import { type Detail, tyck } from '@tyck/widget'
import { h } from 'vue'

export function Page({ order }: { order: { value: number; method?: string } }) {
  const { show } = useTyck()
  show('order.delivered', { metadata: { orderId: 'A17' } })
  show('order.delivered', { metadata: { orderID: 'A17' } }) // wrong key
  return (
    <>
      <Survey touchpoint="checkout.payment" metadata={{ orderValue: order.value, paymentMethod: 'card' }} />
      <Survey touchpoint="checkout.payment" locale="sv" className="wide" onShown={({ id }) => id} />
      <Survey touchpoint="checkout.payment" metadata={{ orderValue: '420' }} /* wrong type */ />
      <Survey touchpoint="checkout.payment" metadata={{ ordervalue: 420 }} /* wrong key */ />
      <Survey touchpoint="checkout.payments" /* wrong touchpoint */ />
      <Survey touchpoint="order.delivered" metadata={{ orderValue: 420 }} /* wrong: another's key */ />
    </>
  )
}

export const views = [
  h(VueSurvey, {
    touchpoint: 'checkout.payment',
    metadata: { orderValue: 420 },
    onShown: ({ id }: Detail) => id,
  }),
  h(VueSurvey, { touchpoint: 'checkout.payment', metadata: { ordervalue: 420 } }), // wrong key
  h(VueSurvey, { touchpoint: 'checkout.payments' }), // wrong touchpoint
]

tyck.show('checkout.payment', { metadata: { orderValue: 420, items: 3 } })
tyck.show('checkout.payment', { metadata: { orderValue: true } }) // wrong type
tyck.show('checkout.payments') // wrong touchpoint
tyck.explain('checkout.payment')
tyck.explain('checkout') // wrong touchpoint
tyck.dismiss('order.delivered')
tyck.dismiss('order.deliverd') // wrong touchpoint
