import type { Metric } from '@tyck/shared/metric'

const head = 'M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19zM8.7 9.2v.8M15.3 9.2v.8'
const face = (mouth: string) => head + mouth
const star = 'M12 3l2.78 5.64 6.22.9-4.5 4.39 1.06 6.19L12 17.2l-5.56 2.92 1.06-6.19L3 9.54l6.22-.9z'

/**
 * The drawings of the answers that are pictures, lowest first: paths in a box of 24 × 24, stroked or filled by the
 * widget. The service sends them, so that a page loads only those that it shows.
 */
export const icons: Partial<Record<Metric, readonly string[]>> = {
  thumbs: [
    'M7 13V3H4a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1zl4 8a2.6 2.6 0 0 0 2.6-2.6V15H19a2 2 0 0 0 2-2.3l-1.25-8A2 2 0 0 0 17.78 3H7',
    'M7 11v10H4a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1zl4-8a2.6 2.6 0 0 1 2.6 2.6V9H19a2 2 0 0 1 2 2.3l-1.25 8A2 2 0 0 1 17.78 21H7',
  ],
  smileys: [
    face('M8 16.8a4.6 4.6 0 0 1 8 0'),
    face('M8.5 15.8a7 7 0 0 1 7 0'),
    face('M8.5 14.6a7 7 0 0 0 7 0'),
    face('M7.6 13.8h8.8a4.5 4.5 0 0 1-8.8 0z'),
  ],
  stars: [star, star, star, star, star],
}
