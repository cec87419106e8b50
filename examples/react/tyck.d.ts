// Made by tyck-types from what the touchpoints take. Make it again where that has changed.
import type {} from '@tyck/widget'

declare module '@tyck/widget' {
  interface Touchpoints {
    'account.settings': Metadata
    'app.week-one': Metadata
    'checkout.payment': {
      currency?: string
      items?: number
      orderValue?: number
      paymentMethod?: string
    }
    'order.delivered': {
      orderId?: string
    }
    'product.page': {
      price?: number
      product?: string
    }
    'search.results': Metadata
    'support.closed': Metadata
  }
}
