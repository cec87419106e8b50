/** A route's address as an expression: `/v1/touchpoints/:key` also fits `/v1/touchpoints/checkout.payment`. */
export function addressPattern(url: string): RegExp {
  const parts = url.split('/').map(part => {
    if (part.startsWith(':')) return '[^/]+'
    return part.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('/')}$`)
}
