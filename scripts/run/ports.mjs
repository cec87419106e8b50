import { createServer } from 'node:net'
import { Failure } from './failure.mjs'

/**
 * The API's port; the examples take the one after it, so that they are a different origin.
 * @throws {Failure} where one of them can't be had.
 */
export async function choosePort() {
  const text = process.env.PORT || '4400'
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_534) {
    throw new Failure(
      'PORT must be a whole number from 1 to 65534: the examples listen on the port after it.',
    )
  }
  const host = process.env.HOST || '127.0.0.1'
  for (const wanted of [port, port + 1]) {
    const fault = await tryPort(wanted, host)
    if (!fault) continue
    const why = fault === 'EADDRINUSE' ? 'is taken, perhaps by another Tyck' : `can't be used (${fault})`
    const other = port < 60_000 ? port + 100 : port - 100
    throw new Failure(`Port ${wanted} ${why}. Choose another pair of ports, say: PORT=${other} npm start`)
  }
  return port
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>} why one can't listen there.
 */
function tryPort(port, host) {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', error => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}
