import { useId } from 'preact/hooks'
import { editor as t } from '../../texts/en/editor.ts'

type Series = 'same-question' | 'new-question'

const choices: [Series, string, string][] = [
  ['same-question', t.same, t.sameAbout],
  ['new-question', t.anew, t.anewAbout],
]

/** Whether what is published is still the same question, and what that means for its scores. */
export function SeriesChoice({ value, onValue }: { value: Series; onValue(series: Series): void }) {
  const id = useId()
  return (
    <fieldset class="choice">
      <legend>{t.series}</legend>
      {choices.map(([series, name, about]) => (
        <div key={series}>
          <input
            id={`${id}-${series}`}
            type="radio"
            name={id}
            checked={value === series}
            aria-describedby={`${id}-${series}-about`}
            onChange={() => onValue(series)}
          />
          <label for={`${id}-${series}`}>{name}</label>
          <p id={`${id}-${series}-about`} class="quiet">
            {about}
          </p>
        </div>
      ))}
    </fieldset>
  )
}
