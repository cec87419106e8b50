import type { Asked, Kit } from '../widget/asked.ts'
import { advanceWith } from './advance.ts'
import { deliveryWith } from './delivery.ts'
import { followWith } from './follow.tsx'
import { presenceWith } from './presence.tsx'

/** What can wait until a question is drawn: its answer, what follows, and the way to the service. */
export interface Later {
  /** A question has been drawn. */
  drawn(one: Asked): void
  /** Does what somebody asked for by tap or key. */
  act(one: Asked, what: 'answer' | 'pick' | 'dismiss', score: number): void
  /** Says what follows in the survey's present language. */
  reword(one: Asked): void
  /** Sends what earlier pages left in the outbox. */
  flush(): void
}

export function later(kit: Kit): Later {
  const { send, flush } = deliveryWith(kit)
  const advance = advanceWith(kit, send)
  const actions = followWith(kit, advance)
  const drawn = presenceWith(kit, advance, actions.follow)
  return {
    drawn,
    act(one, what, score) {
      // This half may have come after the question was drawn, or after it ended.
      drawn(one)
      if (one.entry && kit.asked.get(one.touchpoint) === one) actions[what](one, score)
      // A tap that came too early for this half, in a slot that is gone.
      else flush()
    },
    reword: actions.reword,
    flush,
  }
}
