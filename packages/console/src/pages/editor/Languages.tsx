import type { DraftSurvey } from '@tyck/shared/admin/drafts'
import { useContext, useState } from 'preact/hooks'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { localeName } from '../../parts/reading/localeName.ts'
import { editor as t } from '../../texts/en/editor.ts'
import { AddLanguage } from './AddLanguage.tsx'
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
