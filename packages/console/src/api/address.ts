/** An address whose parts are encoded: address`/v1/touchpoints/${key}/survey`. */
export function address(fixed: TemplateStringsArray, ...parts: (string | number)[]): string {
  return String.raw({ raw: fixed }, ...parts.map(part => encodeURIComponent(part)))
}

/** `path` with a query of what is given; undefined, null and '' are left out. */
export function withQuery(
  path: string,
  query: Record<string, string | number | boolean | null | undefined>,
): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, `${value}`)
  }
  return search.size === 0 ? path : `${path}?${search}`
}
