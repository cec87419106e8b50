/**
 * The process: environment → server → listen → stop.
 *
 * The examples listen on the port after the API's, so that they are another origin, as a customer's site is.
 */
import { createExamples } from './server/createExamples.mjs'

const apiPort = Number(process.env.PORT || 4400)
if (!Number.isInteger(apiPort) || apiPort < 1 || apiPort > 65_534) {
  console.error('PORT must be a whole number from 1 to 65534: the examples listen on the port after it.')
  process.exit(1)
}
const publicUrl = process.env.TYCK_PUBLIC_URL || `http://localhost:${apiPort}`
if (!URL.canParse(publicUrl)) {
  console.error('TYCK_PUBLIC_URL must be an address like https://feedback.example.')
  process.exit(1)
}
const port = apiPort + 1
const host = process.env.HOST || '127.0.0.1'

const server = createExamples({
  // By address, for the demo project's secret key works over the loopback only.
  apiUrl: `http://127.0.0.1:${apiPort}`,
  publicUrl,
})

server.on('error', error => {
  const taken = 'code' in error && error.code === 'EADDRINUSE'
  console.error(taken ? `Port ${port} is taken. Set PORT, and the examples move with it.` : error)
  process.exit(1)
})

server.listen(port, host, () => {
  const url = `http://localhost:${port}`
  if (process.send) process.send({ type: 'ready', url })
  else console.log(`The examples are at ${url}/`)
})

let stopping = false

/** Lets requests under way end, at most a second, then goes. */
function stop() {
  if (stopping) return
  stopping = true
  server.close(() => process.exit(0))
  setTimeout(() => server.closeAllConnections(), 1_000).unref()
}

process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.on('disconnect', stop)
