/** Of `whole` only the parts that `said` has. */
export function pick<T extends object>(whole: T, said: object): Partial<T> {
  const given = Object.entries(said).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    given.flatMap(([part]) => (Object.hasOwn(whole, part) ? [[part, whole[part as keyof T]]] : [])),
  ) as Partial<T>
}
