import { settings } from '../packages/console/src/texts/en/settings.ts'

/** The patterns of every page of the console, as its router has them. */
export async function consolePatterns(): Promise<string[]> {
  // Not as a module of our own: its pages are written for another compiler.
  const file = new URL('../packages/console/src/app/routes.ts', import.meta.url).href
  const { routes } = (await import(/* @vite-ignore */ file)) as { routes: { pattern: string }[] }
  return routes.map(({ pattern }) => pattern)
}

/** The parts of a project's settings, as their addresses have them. */
export const settingsParts: readonly string[] = Object.keys(settings.part)
