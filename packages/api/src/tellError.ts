import { describeError } from './describeError.ts'

/** Says an error and what caused it to whoever started us, without stacks: they are about the code, not the cause. */
export function tellError(error: unknown): void {
  console.error(messageOf(error))
}

/**
 * Says, where the service's log is not there yet or no more, what keeps it from running: to who watches a start by text, and
 * otherwise in a line as the log has them.
 * @param message in place of the error's own
 */
export function logError(level: 'warn' | 'fatal', error: unknown, message = messageOf(error)): void {
  if (process.connected) console.error(message)
  else {
    const number = { warn: 40, fatal: 60 }[level]
    console.log(JSON.stringify({ level: number, time: Date.now(), err: describeError(error), msg: message }))
  }
}

/** The messages of an error and its causes. */
export function messageOf(error: unknown): string {
  const messages: string[] = []
  for (let each = error; each instanceof Error; each = each.cause) messages.push(each.message || each.name)
  return messages.length > 0 ? messages.join(': ') : String(error)
}
