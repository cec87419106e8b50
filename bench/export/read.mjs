import { get } from 'node:http'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

/** Postgres's own COPY of the whole table, as CSV. @param {string} url @returns {Promise<number>} bytes */
export async function copyTable(url) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await sizeOf(client.query(copyTo('copy tyck_internal.responses to stdout with (format csv)')))
  } finally {
    await client.end()
  }
}

/** The same over HTTP. @param {string} address @param {string} secretKey @returns {Promise<number>} bytes */
export async function exportOver(address, secretKey) {
  const headers = { authorization: `Bearer ${secretKey}` }
  /** @type {import('node:http').IncomingMessage} */
  const reply = await new Promise((resolve, reject) => {
    get(address, { headers, agent: false }, resolve).once('error', reject)
  })
  if (reply.statusCode !== 200) throw new Error(`${address}: ${reply.statusCode}`)
  return sizeOf(reply)
}

/** @param {AsyncIterable<Buffer>} stream */
async function sizeOf(stream) {
  let bytes = 0
  for await (const chunk of stream) bytes += chunk.length
  return bytes
}
