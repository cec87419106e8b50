/** A touchpoint's key from its name: "Checkout: payment" → `checkout.payment`, "Första veckan" → `forsta-veckan`. */
export function keyOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .split(/\s*[:/.>|]+\s*/)
    .map(part => part.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, ''))
    .filter(part => part !== '')
    .join('.')
    .slice(0, 80)
    .replace(/[.-]+$/, '')
}
