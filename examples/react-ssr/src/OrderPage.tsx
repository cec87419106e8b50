import { TyckProvider } from '@tyck/react'
import { lazy, type ReactNode, Suspense } from 'react'

/** What the server knows of an order. */
export interface Order {
  number: string
  value: number
  items: number
}

/** What the page is rendered from, on the server and in the browser alike. */
export interface PageData {
  order: Order
  /** Where Tyck answers. */
  endpoint: string
}

// A part of its own, as a framework's route would be: streamed after the rest, and hydrated after it.
const Afterwards = lazy(() => import('./Afterwards.tsx'))

export function OrderPage({ order, endpoint }: PageData): ReactNode {
  return (
    // On localhost answers are tests unless they are said to count, as these are.
    <TyckProvider settings={{ key: 'pk_demo', endpoint, test: false }}>
      <header>
        <p className="shop-name">
          Furu <b>&amp;</b> Lin
        </p>
      </header>
      <main>
        <h1>Thank you, Elin</h1>
        <p>
          Order {order.number} is placed: {order.items} things for {order.value}&nbsp;kr.
        </p>
        <Suspense fallback={<p className="quiet">One moment …</p>}>
          <Afterwards order={order} />
        </Suspense>
      </main>
    </TyckProvider>
  )
}
