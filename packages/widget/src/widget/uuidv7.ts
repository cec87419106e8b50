/** Time first (RFC 9562), so that rows arrive in the order of their key. */
export function uuidv7(now: number): string {
  const time = now.toString(16).padStart(12, '0')
  const random = [...crypto.getRandomValues(new Uint8Array(18))]
  return `${time.slice(0, 8)}-${time.slice(8)}-7xxx-8xxx-xxxxxxxxxxxx`.replace(/x/g, () =>
    ((random.pop() as number) & 15).toString(16),
  )
}
