/** Lets the browser do what waits for it, such as a tap or a frame, before a long piece of work goes on. */
export function nextTask(): Promise<unknown> {
  const { port1, port2 } = new MessageChannel()
  return new Promise(resolve => {
    // Not a timer: those are late in busy pages, and a test's clock stops them.
    port1.onmessage = resolve
    port2.postMessage(0)
  })
}
