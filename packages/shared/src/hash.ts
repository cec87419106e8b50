/**
 * A 32-bit hash of a text's UTF-8 bytes: FNV-1a, then the finaliser of MurmurHash3, because FNV-1a alone leaves
 * the high bits of short texts close together (ids that differ in their last character would be asked together).
 * http://www.isthe.com/chongo/tech/comp/fnv/ and https://github.com/aappleby/smhasher/wiki/MurmurHash3
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
