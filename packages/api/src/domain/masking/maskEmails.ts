// Without / and ?, which are legal and rare, so that an address in an URL is masked alone.
// The lookbehind lets it begin where an address may begin and nowhere else, or long texts would take quadratic time.
const addresses =
  /(?<![\p{L}\p{N}\p{M}.!#$%&'*+=^_`{|}~-])(?:[\p{L}\p{N}\p{M}.!#$%&'*+=^_`{|}~-]+|"[^"@\n]{1,62}")(?:@|%40)(?:[\p{L}\p{N}\p{M}-]+\.)+[\p{L}\p{N}\p{M}-]{2,}/giu

/** `text` with `[email]` for each e-mail address, also where its @ is written `%40`. */
export function maskEmails(text: string): string {
  if (!text.includes('@') && !text.includes('%40')) return text
  const masked = text.replace(addresses, '[email]')
  // What follows an address without a gap begins where it is taken away.
  return masked === text ? text : maskEmails(masked)
}
