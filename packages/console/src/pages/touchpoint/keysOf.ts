import type { SlicesReply } from '@tyck/shared/admin/slices'

type Key = SlicesReply['metadata'][number]

/** Of a key with more values, such as an order's id, nothing would be left of each. */
const mostValues = 60

/**
 * The keys of metadata that answers can be told apart by, those first that most likely tell something: words of 2 to 10
 * values, that split the responses most evenly. A currency that nearly all share explains less of a change than three
 * ways to pay. What changed by which key only the service could tell, a request for each.
 */
export function keysOf({ of, metadata }: SlicesReply): string[] {
  return metadata
    .filter(({ distinct, quartiles }) => distinct <= mostValues || quartiles)
    .toSorted((a, b) => kindOf(a) - kindOf(b) || evenness(b, of) - evenness(a, of))
    .map(({ key }) => key)
}

/** Words that are few before yes and no, before numbers and what has many values; what has one value last. */
function kindOf({ distinct, values, quartiles }: Key): number {
  if (distinct < 2) return 3
  const isWord = values.some(({ value }) => typeof value === 'string')
  if (isWord && distinct <= 10) return 0
  return quartiles || distinct > 10 ? 2 : 1
}

/** How likely two responses differ in it, 0 to 1; those without it are alike. */
function evenness({ responses, values }: Key, of: number): number {
  const counts = [of - responses, ...values.map(each => each.responses)]
  return 1 - counts.reduce((sum, count) => sum + (count / Math.max(1, of)) ** 2, 0)
}
