import { type Metadata, metadataFits } from '@tyck/shared/contract/vocabulary'
import { metadataKeys } from '@tyck/shared/limits'
import type { IngestionSurvey } from '../../store/ingestionProjects.ts'
import { normaliseText } from './normaliseText.ts'

interface Accepted {
  metadata: Metadata
  /** How many keys are left out. */
  dropped: number
}

/**
 * The metadata that the touchpoint takes, and how many keys it doesn't. What is signed stands above what the page
 * says, and comes first where both together are too much.
 */
export function acceptMetadata(
  signed: Metadata | undefined,
  sent: Metadata | undefined,
  contract: IngestionSurvey['metadata'],
): Accepted {
  const metadata: Metadata = {}
  let dropped = 0
  for (const [key, value] of Object.entries(signed ? { ...signed, ...sent, ...signed } : (sent ?? {}))) {
    const takes = contract === null || contract[key] === typeof value
    if (takes) metadata[key] = typeof value === 'string' ? normaliseText(value) : value
    else dropped += 1
  }
  if (!signed) return { metadata, dropped }
  for (const key of Object.keys(metadata).reverse()) {
    if (Object.keys(metadata).length <= metadataKeys && metadataFits(metadata)) break
    delete metadata[key]
    dropped += 1
  }
  return { metadata, dropped }
}
