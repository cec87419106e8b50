const local = String.raw`(?:[\p{L}\p{N}\p{M}.!#$%&'*+=^_\x60{|}~-]+|"(?:(?!\[email\])[^"@\n]){1,62}")`
const labels = String.raw`(?:[\p{L}\p{N}\p{M}-]+\.)+`
/** As addresses are, and with a space or two around the @: there no digits at the end, for "2 @ 19.90" is a price. */
const host = String.raw`(?:(?:@|%40)${labels}[\p{L}\p{N}\p{M}-]{2,}|(?: {1,2}@ {0,2}|@ {1,2})${labels}\p{L}{2,})`

// Without / and ?, which are legal and rare, so that an address in an URL is masked alone.
// The lookbehind lets it begin where an address may begin and nowhere else, or long texts would take quadratic time.
// One that follows without a gap goes with the one before it.
const addresses = new RegExp(
  String.raw`(?<![\p{L}\p{N}\p{M}.!#$%&'*+=^_\x60{|}~-])(?:${local}${host})+`,
  'giu',
)

/** `text` with `[email]` for each e-mail address, also where its @ is written `%40`, or has spaces around it. */
export function maskEmails(text: string): string {
  if (!text.includes('@') && !text.includes('%40')) return text
  return text.replace(addresses, '[email]')
}
