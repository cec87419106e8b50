import type { IngestionProject } from '../../store/ingestionProjects.ts'
import { ownerOf } from './makeIdentitySecret.ts'
import type { Sealing } from './sealing.ts'
import { type Identity, verifyIdentity } from './verifyIdentity.ts'

/**
 * Who vouches for a respondent: a signed identity, or a server of the site with its secret key. `invalid` is an
 * identity that was sent and is none; null is nobody, and everybody where the project reads no identities.
 */
export type Voucher = Identity | 'server' | 'invalid' | null

/** Who asks: what they bring, and whether with a secret key. Times in milliseconds since 1970. */
interface Claim {
  identity: string | undefined
  isServer: boolean
  /** When the respondent did what is told: an identity that had ended by then vouches for nothing. */
  at: number
  now: number
}

export type Vouch = (project: IngestionProject, claim: Claim) => Promise<Voucher>

/** @param report hears of a project whose secrets do not open: TYCK_SECRET is not what they were sealed with */
export function createVouch(sealing: Sealing, report: (projectId: string) => void): Vouch {
  const opened = new WeakMap<IngestionProject, { secret: Uint8Array; expiresAt: number | null }[]>()

  // Once for each copy of a project, which is read anew every second at most.
  function secretsOf(project: IngestionProject) {
    const known = opened.get(project)
    if (known) return known
    const secrets = project.identitySecrets.flatMap(({ id, sealed, expiresAt }) => {
      const secret = sealing.open(Buffer.from(sealed, 'base64'), ownerOf(project.id, id))
      if (secret === null) report(project.id)
      // The text as it was told is the key, as libraries take it.
      return secret === null ? [] : [{ secret: Buffer.from(secret), expiresAt }]
    })
    opened.set(project, secrets)
    return secrets
  }

  return async (project, { identity, isServer, at, now }) => {
    if (project.identity === 'off') return null
    if (identity === undefined) return isServer ? 'server' : null
    const secrets = secretsOf(project)
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
      .map(({ secret }) => secret)
    const verified = await verifyIdentity(identity, { secrets, audiences: project.publishableKeys, now })
    return verified && at < verified.exp * 1_000 ? verified : 'invalid'
  }
}
