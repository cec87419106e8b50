import type { Metric } from '@tyck/shared/metric'

/** Metrics whose answers are pictures: each needs a name. */
export const inPictures: readonly Metric[] = ['thumbs', 'smileys', 'stars']
