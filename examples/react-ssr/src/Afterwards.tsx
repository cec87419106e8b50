import { Survey } from '@tyck/react'
import { type ReactNode, useState } from 'react'
import type { Order } from './OrderPage.tsx'

/** What comes after an order: the question, and what happens now. */
export default function Afterwards({ order }: { order: Order }): ReactNode {
  const [score, setScore] = useState<number>()
  return (
    <>
      <Survey
        touchpoint="checkout.payment"
        metadata={{ orderValue: order.value, items: order.items }}
        onAnswered={detail => setScore(detail.score)}
      >
        <p className="instead">Wool likes air better than water: hang a throw outside on a dry day.</p>
      </Survey>
      <p className="quiet">
        This component heard: <output>{score === undefined ? 'nothing yet' : `answered ${score}`}</output>
      </p>
      <h2>What happens now</h2>
      <p>We pack your things today, in paper, and the post brings them within three days.</p>
    </>
  )
}
