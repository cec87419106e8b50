/** A route's schema with the mark, for OpenAPI, that it takes a secret key. */
export function adminRoute<const T extends object>(schema: T): T & { security: { secretKey: string[] }[] } {
  return { ...schema, security: [{ secretKey: [] }] }
}
