import { type MouseEvent, type ReactNode, useState } from 'react'
import { Confirmation } from './Confirmation.tsx'
import { Payment, type PaymentMethod } from './Payment.tsx'
import { useRoute } from './useRoute.ts'

export function App(): ReactNode {
  const [path, go] = useRoute()
  const [paymentMethod, setPaymentMethod] = useState<PaymentMethod>('card')
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(event.currentTarget.pathname)
  }
  const pay = (method: PaymentMethod) => {
    setPaymentMethod(method)
    go('/react/paid')
  }
  return (
    <>
      <header>
        <p className="shop-name">
          Furu <b>&amp;</b> Lin
        </p>
        <nav className="shop-nav" aria-label="Furu &amp; Lin">
          <a href="/react/" onClick={follow}>
            Checkout
          </a>
          <a href="/react/orders" onClick={follow}>
            Orders
          </a>
        </nav>
      </header>
      <main>
        {path === '/react/paid' ? (
          <Confirmation paymentMethod={paymentMethod} />
        ) : path === '/react/orders' ? (
          <Orders follow={follow} />
        ) : (
          <Payment onPay={pay} />
        )}
      </main>
    </>
  )
}

function Orders({ follow }: { follow: (event: MouseEvent<HTMLAnchorElement>) => void }): ReactNode {
  return (
    <>
      <h1>Your orders</h1>
      <p>
        <a href="/react/paid" onClick={follow}>
          A1017
        </a>
        , three things, on its way.
      </p>
    </>
  )
}
