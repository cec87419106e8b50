/**
 * A setup file: every reply of every service that the tests of a file start is held to the OpenAPI document, whoever
 * asked for it. What the document does not say fails the test, with the route and what it lacks.
 */
import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, expect, inject } from 'vitest'
import { createReplyCheck } from './replyCheck.ts'

// Files share a process, and this is run for each of them.
const shared = globalThis as { tyckReplyCheck?: ReturnType<typeof createReplyCheck> }

if (!shared.tyckReplyCheck) {
  const check = createReplyCheck()
  shared.tyckReplyCheck = check
  // Before any route of it is there, for hooks are handed on to what comes later.
  subscribe('fastify.initialization', message => {
    const { fastify } = message as { fastify: FastifyInstance }
    fastify.addHook('onSend', async (request, reply, payload) => {
      check.look(fastify, request, reply, payload)
    })
  })
}

appendFileSync(inject('repliesSeen'), `${expect.getState().testPath}\n`)

const { faults } = shared.tyckReplyCheck

for (const after of [afterEach, afterAll]) {
  after(() => {
    const found = faults.splice(0)
    expect(found, 'replies that the OpenAPI document does not tell of').toEqual([])
  })
}
