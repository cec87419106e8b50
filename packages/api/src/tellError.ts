/** Says an error and what caused it to whoever started us, without stacks: they are about the code, not the cause. */
export function tellError(error: unknown): void {
  const messages: string[] = []
  for (let each = error; each instanceof Error; each = each.cause) messages.push(each.message || each.name)
  console.error(messages.length > 0 ? messages.join(': ') : String(error))
}
