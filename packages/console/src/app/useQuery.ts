import { navigate, usePlace } from './navigation.ts'

/** How one value stands in the address bar. */
export interface Param<T> {
  /** From the text; null where it is not there. What makes no sense becomes the default. */
  read(text: string | null): T
  /** To the text; null leaves it out, as the default should. */
  write(value: T): string | null
}

/**
 * What the page looks at, as it stands in the address bar, and what changes that: names that are not given stay. A
 * change replaces the address, so that Back leaves the page; `push` makes it a step of its own.
 */
export function useQuery<Values extends object>(
  params: {
    [Name in keyof Values]: Param<Values[Name]>
  },
): [Values, (change: Partial<Values>, options?: { push?: boolean }) => void] {
  const { search } = usePlace()
  const given = new URLSearchParams(search)
  const values = Object.fromEntries(
    Object.entries<Param<unknown>>(params).map(([name, param]) => [name, param.read(given.get(name))]),
  ) as Values
  return [
    values,
    (change, { push = false } = {}) => {
      // The address may have changed since this was drawn.
      const next = new URLSearchParams(location.search)
      for (const [name, value] of Object.entries(change)) {
        const text = (params as Record<string, Param<unknown>>)[name]?.write(value)
        if (text == null) next.delete(name)
        else next.set(name, text)
      }
      navigate(location.pathname + (next.size === 0 ? '' : `?${next}`), { replace: !push })
    },
  ]
}

/** One of a few words. */
export function oneOf<const T extends string>(words: readonly T[], fallback: NoInfer<T>): Param<T> {
  return {
    read: text => words.find(word => word === text) ?? fallback,
    write: word => (word === fallback ? null : word),
  }
}

/** Any text; '' where it is not there. */
export const text: Param<string> = { read: given => given ?? '', write: value => value || null }

/** On or off; off where it is not there. */
export const flag: Param<boolean> = { read: given => given === 'yes', write: value => (value ? 'yes' : null) }

/** A day, `2026-03-01`; '' where it is not there or is none. */
export const day: Param<string> = {
  read: given => (given && /^\d{4}-\d{2}-\d{2}$/.test(given) ? given : ''),
  write: value => value || null,
}

/** Texts with commas between. */
export const list: Param<string[]> = {
  read: given => (given ? given.split(',').filter(Boolean) : []),
  write: values => (values.length > 0 ? values.join(',') : null),
}
