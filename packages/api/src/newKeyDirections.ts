/** What whoever has made another secret key needs next. */
export function newKeyDirections(name: string, secretKey: string): string {
  return `Project          ${name}
Secret key       ${secretKey}
                 Keep it now: only its hash is stored, and nobody can show it again.

The keys before it still open the project: GET /v1/keys lists them, DELETE /v1/keys/{id} revokes one at once.
`
}
