import type { Touchpoint } from '@tyck/shared/admin/touchpoints'

/** `GET /v1/touchpoints`. */
export interface TouchpointList {
  touchpoints: Touchpoint[]
}
