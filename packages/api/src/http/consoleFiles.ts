import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { aYear, readBuiltFile, sendBuiltFile } from './builtFile.ts'
import { frontPage } from './frontPage.ts'

/** The console's own addresses. Which of those of a project are pages it knows itself, and says. */
const addresses = [
  ...['/', '/setup', '/sign-in', '/invitation', '/reset', '/account', '/projects'],
  ...[
    '/p/:project',
    '/p/:project/:section',
    '/p/:project/:section/:item',
    '/p/:project/:section/:item/:view',
  ],
]

/** Nothing but its own files, no other origin at all, and no string that becomes code or markup. */
const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** The preview may stand in the console and nowhere else, and may send nothing anywhere. */
const previewPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
].join('; ')

const common = { 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' }

/**
 * The console's built files: its one page at each of its addresses, the frame of the preview, and under `/assets/` what
 * is named by a hash of its content. They are read once; no request touches the disk.
 */
export function consoleFiles(app: FastifyInstance, consoleDir: string): void {
  if (!existsSync(join(consoleDir, 'manifest.json'))) {
    frontPage(app)
    return
  }
  const hide = { schema: { hide: true } }
  const pages = [
    ...addresses.map(address => [address, 'index.html', consolePolicy] as const),
    ['/preview', 'preview.html', previewPolicy] as const,
  ]
  for (const [address, name, policy] of pages) {
    // Asked for each time: it names the files of the newest build.
    const file = readBuiltFile(join(consoleDir, name), 'no-cache')
    const headers = { ...common, 'content-security-policy': policy }
    app.get(address, hide, (request, reply) => sendBuiltFile(request, reply, file, headers))
  }
  for (const name of readdirSync(join(consoleDir, 'assets'))) {
    if (/\.(?:br|gz)$/.test(name)) continue
    const file = readBuiltFile(join(consoleDir, 'assets', name), aYear)
    app.get(`/assets/${name}`, hide, (request, reply) =>
      sendBuiltFile(request, reply, file, { 'cross-origin-resource-policy': 'same-origin' }),
    )
  }
}
