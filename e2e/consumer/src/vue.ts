import { Survey, TyckPlugin } from '@tyck/vue'
import type { Detail } from '@tyck/widget'
import { createApp, h } from 'vue'
import { settings } from './settings.ts'

createApp({
  render: () =>
    h(Survey, {
      touchpoint: 'checkout.payment',
      metadata: { orderValue: 420 },
      onAnswered: ({ score }: Detail) => {
        document.title = `answered ${score}`
      },
    }),
})
  .use(TyckPlugin, settings)
  .mount('#root')
