import { createTransport, type NodemailerError } from 'nodemailer'
import type { Sent } from './destinationKind.ts'
import type { MailSending } from './mailServer.ts'
import type { Mail } from './notices/toMail.ts'
import { failureOf } from './post.ts'

interface Letter extends Mail {
  to: readonly string[]
  /** The same at every attempt: servers that know it already take it once. */
  id: string
  at: Date
}

/**
 * Hands a mail to the server, over a connection of its own; never throws for what a server does.
 * @param signal aborts it
 */
export async function sendMail(
  { server, from }: MailSending,
  { subject, text, html, to, id, at }: Letter,
  signal: AbortSignal,
): Promise<Sent> {
  const { host, port, security, user, password } = server
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    // What a mail is made of is here already: nothing is read or fetched for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { rejected } = await transport.sendMail({
      from,
      to: [...to],
      subject,
      text,
      html,
      date: at,
      messageId: `<${id}@${from.address.split('@')[1]}>`,
      // Nobody's holiday notice need answer it (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal,
    })
    // Who took it has it: sent again, they would have it twice.
    return { outcome: 'delivered', status: 250, ...(rejected.length > 0 ? { code: 'some-refused' } : {}) }
  } catch (error) {
    return judge(error as NodemailerError, signal)
  } finally {
    transport.close()
  }
}

/**
 * A 4xx is tried again, as is what never got a reply; a 5xx refuses this mail for good. Only where the server doesn't
 * know us is it tried again: then it is not the mail that is at fault, and somebody mends it.
 */
function judge(error: NodemailerError, signal: AbortSignal): Sent {
  const { code = '', originalCode = code, responseCode, permanent } = error
  const status = responseCode === undefined ? {} : { status: responseCode }
  if (signal.aborted || code === 'ETIMEDOUT') return { outcome: 'failed', code: 'timeout' }
  if (code === 'EAUTH' || code === 'ENOAUTH') return { outcome: 'failed', code: 'not-signed-in', ...status }
  if (code === 'ETLS' || code === 'EREQUIRETLS') return { outcome: 'failed', code: 'tls', ...status }
  if (permanent) return { outcome: 'failed', code: 'refused', ...status, forGood: 'delivery' }
  if (responseCode !== undefined) return { outcome: 'failed', code: 'status', ...status }
  return { outcome: 'failed', code: failureOf({ ...error, code: originalCode }) }
}
