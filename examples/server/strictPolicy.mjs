import { randomBytes } from 'node:crypto'

/** Unguessable and good for one response only. */
export function createNonce() {
  return randomBytes(16).toString('base64url')
}

/**
 * The strictest policy under which a page can ask: nothing is allowed but what carries this response's nonce,
 * images of its own, and talking to Tyck. No policy for Trusted Types may be made at all.
 *
 * @param {string} nonce
 * @param {string} scriptUrl where the script comes from and the answers go
 */
export function strictPolicy(nonce, scriptUrl) {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self'",
    `connect-src ${new URL(scriptUrl).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}
