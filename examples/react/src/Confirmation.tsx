import { Survey, useTyck } from '@tyck/react'
import type { Detail } from '@tyck/widget'
import { type ReactNode, useState } from 'react'
import type { PaymentMethod } from './Payment.tsx'

export function Confirmation({ paymentMethod }: { paymentMethod: PaymentMethod }): ReactNode {
  const tyck = useTyck()
  const [heard, setHeard] = useState<string[]>([])
  const [explanation, setExplanation] = useState('')
  const hear = (event: string) => (detail: Detail) => {
    setHeard(heard => [...heard, [event, detail.score ?? detail.reason].join(' ').trim()])
  }
  return (
    <>
      <h1>Thank you, Elin</h1>
      <p>Order A1017 is placed. A receipt is on its way.</p>

      <Survey
        touchpoint="checkout.payment"
        metadata={{ orderValue: 1240, paymentMethod, items: 3, currency: 'SEK' }}
        onShown={hear('shown')}
        onAnswered={hear('answered')}
        onDismissed={hear('dismissed')}
        onSkipped={hear('skipped')}
      >
        <p className="instead">Wool likes air better than water: hang a throw outside on a dry day.</p>
      </Survey>

      <p className="quiet">
        This component heard: <output>{heard.join(', ') || 'nothing yet'}</output>
      </p>
      <button
        type="button"
        className="small"
        onClick={async () => {
          setExplanation(JSON.stringify(await tyck.explain('checkout.payment'), null, 2))
        }}
      >
        Say why
      </button>
      {explanation && <pre>{explanation}</pre>}
    </>
  )
}
