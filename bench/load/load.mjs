import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** @import { Measured, Order } from './client.mjs' */

/** The process that makes load. */
export function startClient() {
  const child = fork(fileURLToPath(new URL('client.mjs', import.meta.url)))
  return {
    /**
     * Makes load, and hears `onPhase` when the time that counts begins and ends.
     * @param {Order} order
     * @param {(phase: 'measuring' | 'over') => void} [onPhase]
     * @returns {Promise<Measured>}
     */
    run(order, onPhase) {
      return new Promise((resolve, reject) => {
        /** @param {any} message */
        function listen({ phase, measured, error }) {
          if (phase) onPhase?.(phase)
          if (!measured && !error) return
          child.off('message', listen)
          child.off('exit', fail)
          if (error) reject(new Error(error))
          else resolve(measured)
        }
        const fail = () => reject(new Error('The client ended'))
        child.on('message', listen)
        child.once('exit', fail)
        child.send(order)
      })
    },
    stop: () => child.disconnect(),
  }
}
