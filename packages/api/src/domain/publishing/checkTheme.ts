import type { Theme } from '@tyck/shared/admin/project'
import type { FieldError } from '@tyck/shared/problem'
import { contrastOf } from './contrast.ts'

/** What text needs, 1.4.3 of WCAG 2.2 at level AA. */
const enough = 4.5

/** What the widget takes where the theme is silent, as its styles have it. */
const defaults = {
  accent: '#0a6c74',
  onAccent: '#fff',
  accentDark: '#5ec4cb',
  onAccentDark: '#15181b',
  surface: '#fff',
  text: '#1c2024',
  surfaceDark: '#1d2125',
  textDark: '#eceae4',
} as const

/** What stands on what. */
const pairs = [
  ['accent', 'onAccent'],
  ['accentDark', 'onAccentDark'],
  ['surface', 'text'],
  ['surfaceDark', 'textDark'],
] as const

/**
 * The pairs of a theme's colours that people with weak sight could not read. A colour that is left out counts with
 * its default; the pointer is to a colour that was given.
 */
export function checkTheme(theme: Theme): FieldError[] {
  return pairs.flatMap(([ground, ink]) => {
    const given = theme[ink] === undefined ? ground : ink
    const contrast = contrastOf(theme[ground] ?? defaults[ground], theme[ink] ?? defaults[ink])
    const expected = `a contrast of ${enough}:1 or more between ${ground} and ${ink}`
    return contrast < enough ? [{ pointer: `/theme/${given}`, code: 'low-contrast', expected }] : []
  })
}
