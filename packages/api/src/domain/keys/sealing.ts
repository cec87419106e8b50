import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps short texts in the database so that nobody reads them there. */
export interface Sealing {
  /** @param owner whose text it is; sealed for one, it opens for no other */
  seal(text: string, owner: string): Buffer
  /** The text; null where it was sealed under another secret, for another owner, or was changed. */
  open(sealed: Buffer, owner: string): string | null
}

/** The first byte of what is sealed, so that another way can follow. */
const version = 1
const nonceBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM under a key that is derived from `secret` (TYCK_SECRET): version, nonce, tag, cipher text.
 * @throws where there is no secret, when it is first used
 */
export function createSealing(secret: string | null): Sealing {
  let derived: Buffer | undefined

  function key(): Buffer {
    if (secret === null) throw new Error('There is no secret to seal with')
    derived ??= Buffer.from(hkdfSync('sha256', secret, '', 'tyck: secrets at rest', 32))
    return derived
  }

  return {
    seal(text, owner) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(owner))
      const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), encrypted])
    },

    open(sealed, owner) {
      const [nonce, tag, encrypted] = [
        sealed.subarray(1, 1 + nonceBytes),
        sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes),
        sealed.subarray(1 + nonceBytes + tagBytes),
      ]
      if (sealed[0] !== version || tag.length !== tagBytes) return null
      const decipher = createDecipheriv('aes-256-gcm', key(), nonce)
      decipher.setAAD(Buffer.from(owner)).setAuthTag(tag)
      try {
        return decipher.update(encrypted, undefined, 'utf8') + decipher.final('utf8')
      } catch {
        return null
      }
    },
  }
}
