import { spreadOf } from '../statistics.mjs'

/**
 * @typedef {object} Sample
 * @property {number} rss in MB
 * @property {number} heap in MB, in use
 * @property {number} outside in MB: what is held outside the heap
 * @property {number} descriptors of files and sockets; NaN where they can't be counted
 * @property {number} connections to Postgres
 */

/**
 * What may grow by how much: by a share of what it was, and a little more, for a median of small numbers. A byte kept
 * of each of 300 requests a second is half a megabyte in half an hour.
 * @type {{ what: string, of: keyof Sample, unit: string, share: number, more: number }[]}
 */
const measures = [
  { what: 'RSS', of: 'rss', unit: ' MB', share: 0.1, more: 10 },
  { what: 'heap', of: 'heap', unit: ' MB', share: 0.05, more: 3 },
  { what: 'memory outside the heap', of: 'outside', unit: ' MB', share: 0.05, more: 3 },
  { what: 'descriptors', of: 'descriptors', unit: '', share: 0.05, more: 5 },
  { what: 'connections to Postgres', of: 'connections', unit: '', share: 0, more: 2 },
]

export const bounds =
  'The first quarter of the samples is left out: code is compiled, pools and caches fill. Of the rest, the median of the ' +
  'last third may be above that of the first by 10 % and 10 MB for RSS, 5 % and 3 MB for the heap and what is outside it, ' +
  '5 % and 5 for descriptors, 2 for connections.'

/** @param {Sample[]} samples */
export function judge(samples) {
  const steady = samples.slice(Math.floor(samples.length / 4))
  const third = Math.floor(steady.length / 3)
  if (third === 0) throw new Error('Too few samples: soak for longer')
  return measures.flatMap(({ what, of, unit, share, more }) => {
    const values = steady.map(sample => sample[of])
    if (values.some(Number.isNaN)) return []
    const first = spreadOf(values.slice(0, third)).median
    const last = spreadOf(values.slice(-third)).median
    const most = first * (1 + share) + more
    return [{ what, unit, first, last, most, isFlat: last <= most }]
  })
}
