import type { Route } from './routes.ts'

export interface Match<T> {
  route: T
  params: Record<string, string>
}

/** The first route that the path fits, with its parts decoded; undefined where none does. */
export function matchRoute<T extends Pick<Route, 'pattern'>>(
  routes: readonly T[],
  path: string,
): Match<T> | undefined {
  const parts = partsOf(path)
  for (const route of routes) {
    const wanted = partsOf(route.pattern)
    if (wanted.length !== parts.length) continue
    const params: Record<string, string> = {}
    const fits = wanted.every((part, at) => {
      const given = parts[at] as string
      if (!part.startsWith(':')) return part === given
      const decoded = decode(given)
      if (decoded === undefined) return false
      params[part.slice(1)] = decoded
      return true
    })
    if (fits) return { route, params }
  }
  return undefined
}

const partsOf = (path: string) => path.split('/').filter(part => part !== '')

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
