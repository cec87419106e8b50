import type { Theme } from '@tyck/shared/admin/project'
import { Field } from '../../parts/Field.tsx'
import { settings } from '../../texts/en/settings.ts'
import { contrastOf, isColour, sixDigits } from './contrast.ts'

const t = settings.look

export type Colour = keyof typeof t.pairs

/** A ground and what stands on it, with a sample and whether it can be read. */
export function ColourPair({
  ground,
  ink,
  theme,
  usual,
  onTheme,
}: {
  ground: Colour
  ink: Colour
  theme: Theme
  usual: Record<Colour, string>
  onTheme(change: Partial<Theme>): void
}) {
  const colourOf = (name: Colour) => {
    const given = theme[name]
    return given !== undefined && isColour(given) ? given : usual[name]
  }
  const [below, above] = [colourOf(ground), colourOf(ink)]
  const ratio = contrastOf(below, above)
  const told = (Math.floor(ratio * 10) / 10).toFixed(1)
  return (
    <div class="colour-pair">
      {[ground, ink].map(name => (
        <div key={name} class="colour">
          <input
            type="color"
            aria-label={t.pick(t.pairs[name])}
            value={sixDigits(colourOf(name))}
            onInput={event => onTheme({ [name]: event.currentTarget.value })}
          />
          <Field
            label={t.pairs[name]}
            value={theme[name] ?? ''}
            placeholder={`${usual[name]}, ${t.usual}`}
            onValue={colour => onTheme({ [name]: colour.trim() })}
            error={theme[name] !== undefined && !isColour(theme[name] ?? '') ? t.notAColour : undefined}
            pointer={`/theme/${name}`}
            spellcheck={false}
            autoComplete="off"
          />
        </div>
      ))}
      <p class="row">
        <svg class="sample" viewBox="0 0 64 36" width="64" height="36" aria-hidden="true">
          <rect width="64" height="36" rx="8" fill={below} />
          <text x="32" y="23" text-anchor="middle" fill={above}>
            {t.sample}
          </text>
        </svg>
        <span class={ratio < 4.5 ? 'error' : 'quiet'}>
          {ratio < 4.5 ? t.tooLittle(told) : t.enough(told)}
        </span>
      </p>
    </div>
  )
}
