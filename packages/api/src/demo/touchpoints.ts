import { accountSettings } from './accountSettings.ts'
import { appWeekOne } from './appWeekOne.ts'
import { cartDelivery } from './cartDelivery.ts'
import { checkoutPayment } from './checkoutPayment.ts'
import type { DemoTouchpoint } from './demoTouchpoint.ts'
import { orderDelivered } from './orderDelivered.ts'
import { productPage } from './productPage.ts'
import { searchResults } from './searchResults.ts'
import { supportClosed } from './supportClosed.ts'

/** All that the demo shop asks: every metric, both placements, every kind of follow-up, in five languages; in the order of the journey. */
export const demoTouchpoints: DemoTouchpoint[] = [
  searchResults,
  productPage,
  cartDelivery,
  checkoutPayment,
  orderDelivered,
  supportClosed,
  appWeekOne,
  accountSettings,
]
