import type { FastifyRequest } from 'fastify'

export type Encoding = 'br' | 'gzip'

/** The smallest encoding that the caller takes, of those that are there; null for none. */
export function acceptedEncoding(
  request: FastifyRequest,
  available: { [encoding in Encoding]?: unknown },
): Encoding | null {
  const accepted = request.headers['accept-encoding'] ?? ''
  return (
    (['br', 'gzip'] as const).find(encoding => available[encoding] && accepts(accepted, encoding)) ?? null
  )
}

function accepts(accepted: string, encoding: Encoding): boolean {
  return accepted.split(',').some(part => {
    const [name = '', ...parameters] = part.split(';').map(word => word.trim().toLowerCase())
    return name === encoding && !parameters.some(parameter => /^q=0(?:\.0*)?$/.test(parameter))
  })
}

/** The strong ETag of a revision. It names the very bytes, so that each encoding has its own. */
export function etagOf(revision: string, encoding: Encoding | null): string {
  return `"${revision}${encoding ? `-${encoding}` : ''}"`
}

/** Whether If-None-Match has the revision, in whatever encoding it was kept. */
export function matchesRevision(request: FastifyRequest, revision: string): boolean {
  return (request.headers['if-none-match'] ?? '')
    .split(',')
    .map(tag =>
      tag
        .trim()
        .replace(/^W\//, '')
        .replace(/-(?:br|gzip)"$/, '"'),
    )
    .some(tag => tag === '*' || tag === `"${revision}"`)
}
