import type { Theme } from '@tyck/shared/admin/project'
import { Field } from '../../parts/Field.tsx'
import { optionsOf, Select } from '../../parts/Select.tsx'
import { settings } from '../../texts/en/settings.ts'
import { ColourPair } from './ColourPair.tsx'
import { LookPreview } from './LookPreview.tsx'
import { SettingsForm } from './SettingsForm.tsx'

const t = settings.look

/** What the widget takes where the theme is silent. */
const usual = {
  accent: '#0a6c74',
  onAccent: '#ffffff',
  accentDark: '#5ec4cb',
  onAccentDark: '#15181b',
  surface: '#ffffff',
  text: '#1c2024',
  surfaceDark: '#1d2125',
  textDark: '#eceae4',
} as const

const light = [
  ['accent', 'onAccent'],
  ['surface', 'text'],
] as const
const dark = [
  ['accentDark', 'onAccentDark'],
  ['surfaceDark', 'textDark'],
] as const

/** The theme: colours with their contrast, and the real survey in it. */
export function Look() {
  return (
    <SettingsForm saved={settings.savedSoon} shown={['/theme/']}>
      {({ draft, change }) => {
        const { theme } = draft
        const set = (part: Partial<Theme>) => change({ theme: without({ ...theme, ...part }) })
        const pairs = (of: typeof light | typeof dark) =>
          of.map(([ground, ink]) => (
            <ColourPair key={ground} ground={ground} ink={ink} theme={theme} usual={usual} onTheme={set} />
          ))
        return (
          <>
            <p class="quiet">{t.about}</p>
            <LookPreview theme={theme} />
            <Select
              label={t.scheme}
              options={optionsOf(t.schemes)}
              value={theme.scheme ?? 'auto'}
              onValue={scheme => set({ scheme })}
            />
            <Select
              label={t.frame}
              options={optionsOf(t.frames)}
              value={theme.frame ?? 'plain'}
              onValue={frame => set({ frame })}
            />
            <Field
              label={t.radius}
              type="number"
              min={0}
              max={32}
              value={`${theme.radius ?? 8}`}
              onValue={radius => set({ radius: Number(radius) })}
              pointer="/theme/radius"
            />
            <h2>{t.light}</h2>
            {pairs(light)}
            <h2>{t.dark}</h2>
            {pairs(dark)}
          </>
        )
      }}
    </SettingsForm>
  )
}

/** What is left empty is left out: it is the usual then. */
function without(theme: Theme): Theme {
  return Object.fromEntries(Object.entries(theme).filter(([, value]) => value !== '')) as Theme
}
