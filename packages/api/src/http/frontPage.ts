import type { FastifyInstance } from 'fastify'

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Tyck</title>
<style>
  :root { color-scheme: light dark }
  body { font: 15px/1.6 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 24px }
</style>
<h1>Tyck</h1>
<p>This service asks one question, in the flow, at the moment that matters, and keeps the answer in Postgres.
<p>Its console is not built here: <code>npm run build</code>.
<p>Pages load <a href="/tyck.js">/tyck.js</a>. Programs read <a href="/openapi.json">/openapi.json</a>.
`

/** `/` where the console is not built: says what this is to who finds it. */
export function frontPage(app: FastifyInstance): void {
  app.get('/', { schema: { hide: true } }, (_request, reply) => {
    reply
      .type('text/html; charset=utf-8')
      .headers({
        'cache-control': 'no-cache',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
      })
      .send(page)
  })
}
