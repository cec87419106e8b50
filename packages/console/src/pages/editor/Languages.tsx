import type { DraftSurvey } from '@tyck/shared/admin/drafts'
import { useContext, useState } from 'preact/hooks'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { localeName } from '../../parts/reading/localeName.ts'
import { editor as t } from '../../texts/en/editor.ts'
import { FaultsContext, faultsOfLocale } from './faults.ts'
import { localesOf, noTexts } from './survey.ts'

/** The languages of a survey, each with what it lacks; one is written at a time, beside the default one. */
export function Languages({
  survey,
  locale,
  onLocale,
  onSurvey,
  tooHigh,
}: {
  survey: DraftSurvey
  locale: string
  onLocale(tag: string): void
  /** null where they can only be looked at. */
  onSurvey: ((survey: DraftSurvey) => void) | null
  /** The languages that overflow. */
  tooHigh: readonly string[]
}) {
  const faults = useContext(FaultsContext)
  const [isAdding, setAdding] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const { defaultLocale } = survey
  const name = localeName(locale)
  return (
    <section class="languages" aria-label={t.languages}>
      <div class="chips">
        {localesOf(survey).map(tag => {
          const count = faultsOfLocale(faults, tag)
          return (
            <button
              key={tag}
              type="button"
              class="chip"
              aria-pressed={tag === locale}
              onClick={() => onLocale(tag)}
            >
              {localeName(tag)}
              {tag === defaultLocale && <span class="quiet"> {t.isDefault}</span>}
              {count > 0 && <span class="missing"> {t.missing(count)}</span>}
              {tooHigh.includes(tag) && <span class="missing"> {t.tooHigh}</span>}
            </button>
          )
        })}
        {onSurvey && (
          <Button look="plain" onClick={() => setAdding(true)}>
            {t.addLanguage}
          </Button>
        )}
      </div>
      {onSurvey && locale !== defaultLocale && (
        <div class="row">
          <Button look="plain" onClick={() => onSurvey({ ...survey, defaultLocale: locale })}>
            {t.makeDefault}
          </Button>
          <Button look="plain" onClick={() => setRemoving(true)}>
            {t.removeLanguage(name)}
          </Button>
        </div>
      )}
      {onSurvey && isAdding && (
        <AddLanguage
          taken={Object.keys(survey.locales)}
          onClose={() => setAdding(false)}
          onAdd={tag => {
            setAdding(false)
            onSurvey({ ...survey, locales: { ...survey.locales, [tag]: noTexts } })
            onLocale(tag)
          }}
        />
      )}
      {onSurvey && isRemoving && (
        <Dialog title={t.removeLanguage(name)} onClose={() => setRemoving(false)}>
          <p>{t.removeLanguageAbout(name)}</p>
          <div class="row">
            <Button
              look="danger"
              onClick={() => {
                const { [locale]: _gone, ...locales } = survey.locales
                setRemoving(false)
                onSurvey({ ...survey, locales })
                onLocale(defaultLocale)
              }}
            >
              {t.removeLanguage(name)}
            </Button>
            <Button onClick={() => setRemoving(false)}>{t.cancel}</Button>
          </div>
        </Dialog>
      )}
    </section>
  )
}

/** Those that most people look for; any tag may be typed. */
const common = [
  ...['ar', 'bg', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fa', 'fi', 'fr', 'he', 'hi', 'hr', 'hu'],
  ...['id', 'is', 'it', 'ja', 'ko', 'lt', 'lv', 'nb', 'nl', 'pl', 'pt', 'pt-PT', 'ro', 'ru', 'sk', 'sl'],
  ...['sr', 'sv', 'th', 'tr', 'uk', 'vi', 'zh', 'zh-Hant'],
]

function AddLanguage({
  taken,
  onAdd,
  onClose,
}: {
  taken: readonly string[]
  onAdd(tag: string): void
  onClose(): void
}) {
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  function add() {
    const named = common.find(tag => localeName(tag).toLowerCase() === typed.trim().toLowerCase())
    const tag = named ?? canonical(typed)
    if (!tag) setError(t.notALanguage)
    else if (taken.includes(tag)) setError(t.isThere)
    else onAdd(tag)
  }
  return (
    <Dialog title={t.addLanguage} onClose={onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          add()
        }}
      >
        <Field
          label={t.languageTag}
          hint={t.languageHint}
          error={error}
          value={typed}
          onValue={setTyped}
          list="languages"
          autoComplete="off"
        />
        <datalist id="languages">
          {common
            .filter(tag => !taken.includes(tag))
            .map(tag => (
              <option key={tag} value={tag}>
                {localeName(tag)}
              </option>
            ))}
        </datalist>
        <div class="row">
          <Button type="submit" look="primary">
            {t.add}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </form>
    </Dialog>
  )
}

function canonical(typed: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(typed.trim().replaceAll('_', '-'))
    return tag && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/.test(tag) ? tag : undefined
  } catch {
    return undefined
  }
}
