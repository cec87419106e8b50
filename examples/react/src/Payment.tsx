import { type ReactNode, useState } from 'react'

export type PaymentMethod = 'card' | 'invoice'

const labels = { card: 'Card', invoice: 'Invoice, 30 days' }

export function Payment({ onPay }: { onPay: (method: PaymentMethod) => void }): ReactNode {
  const [method, setMethod] = useState<PaymentMethod>('card')
  return (
    <form
      className="pay"
      onSubmit={event => {
        event.preventDefault()
        onPay(method)
      }}
    >
      <h1>Payment</h1>
      <fieldset>
        <legend>Pay with</legend>
        {(['card', 'invoice'] as const).map(one => (
          <label key={one}>
            <input type="radio" name="method" checked={method === one} onChange={() => setMethod(one)} />
            {labels[one]}
          </label>
        ))}
      </fieldset>
      <button type="submit" className="primary">
        Pay 1&nbsp;240&nbsp;kr
      </button>
    </form>
  )
}
