import type { Settings } from '@tyck/widget'

/** The test says in the address where the service is. */
export const settings: Settings = { key: 'pk_demo', endpoint: location.hash.slice(1), test: false }
