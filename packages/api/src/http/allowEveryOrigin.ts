import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import { publicHeaders } from '../errors.ts'
import { addressPattern } from './addressPattern.ts'

/**
 * Lets every page call and read the routes of `app`. The origin is `*` and never reflected: a reflected one adds
 * `Vary: Origin`, which ruins a CDN. The widget's own requests need no preflight; who posts `application/json` from a
 * page gets one answered.
 */
export async function allowEveryOrigin(app: FastifyInstance): Promise<void> {
  const addresses: RegExp[] = []
  app.addHook('onRoute', ({ url }) => void addresses.push(addressPattern(url)))
  // Before the plugin, which answers a preflight to whatever address, the admin API's and none among them.
  app.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?', 1)[0] ?? ''
    if (request.method !== 'OPTIONS' || addresses.some(address => address.test(path))) done()
    else reply.callNotFound()
  })
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'POST'],
    allowedHeaders: ['Content-Type', 'If-None-Match'],
    exposedHeaders: publicHeaders['access-control-expose-headers'],
    maxAge: 86_400,
    // What is not quite a preflight gets the same answer: a refusal would be in plain text, unlike all our errors.
    strictPreflight: false,
  })
}
