/** Preloaded into a server: tells the process that started it what it has used. */
process.on('message', message => {
  if (message === 'cpu') process.send?.({ type: 'cpu', usage: process.cpuUsage() })
  if (message === 'memory') {
    // There with --expose-gc: what is left is in use.
    globalThis.gc?.()
    process.send?.({ type: 'memory', usage: process.memoryUsage() })
  }
})
