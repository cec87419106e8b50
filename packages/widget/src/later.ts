import { advanceWith } from './advance.ts'
import type { Asked, Kit } from './asked.ts'
import { deliveryWith } from './delivery.ts'
import { followWith } from './follow.tsx'
import { presenceWith } from './presence.tsx'

/** What can wait until a question is drawn: its answer, what follows, and the way to the service. */
export interface Later {
  /** A question has been drawn. */
  drawn(one: Asked): void
  /** Marks an answer without posting it. */
  pick(one: Asked, score: number): void
  /** Posts an answer and shows what follows it. */
  answer(one: Asked, score: number): void
  dismiss(one: Asked): void
  /** Sends what earlier pages left in the outbox. */
  flush(): void
}

let made: Later | undefined

/** Makes it at the first call. */
export function later(kit: Kit): Later {
  made ||= make(kit)
  return made
}

function make(kit: Kit): Later {
  const { send, flush } = deliveryWith(kit)
  const advance = advanceWith(kit, send)
  const { follow, answer, pick, dismiss } = followWith(kit, advance)
  const drawn = presenceWith(kit, advance, follow)
  return { drawn, pick, answer, dismiss, flush }
}
