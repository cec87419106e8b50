import type { ComponentChildren } from 'preact'
import { Button } from '../../parts/Button.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { say } from '../../parts/Status.tsx'
import { settings as t } from '../../texts/en/settings.ts'
import { type SettingsForm as Settings, useSettingsForm } from './projectSettings.ts'

/**
 * A part of the settings as a form. Who may not change them sees what they are; who was overtaken is told, and nothing
 * is overwritten.
 */
export function SettingsForm({
  saved = t.saved,
  shown = [],
  onSubmit,
  children,
}: {
  /** What is said when it is saved. */
  saved?: string
  /** The pointers of faults that fields show. */
  shown?: string[]
  /** Instead of saving at once. */
  onSubmit?(form: Settings): void
  children(form: Settings): ComponentChildren
}) {
  const { form, failure, reload } = useSettingsForm(() => say(saved))
  if (!form) {
    return failure ? <Problem failure={failure} retry={reload} /> : <Skeleton label={t.reading} lines={6} />
  }
  const { save, isChanged, mayChange, isStale, startOver } = form
  const isShown = (pointer: string) => shown.some(each => pointer.startsWith(each))
  return (
    <Form action={save} onSubmit={() => (onSubmit ? onSubmit(form) : void save.run())}>
      {!mayChange && <Notice>{t.onlyOwners}</Notice>}
      <fieldset class="stack settings-fields" disabled={!mayChange}>
        {children(form)}
      </fieldset>
      {isStale && save.failure && (
        <>
          <Problem failure={save.failure} title={t.stale} advice={t.staleAbout} />
          <div>
            <Button onClick={startOver}>{t.startOver}</Button>
          </div>
        </>
      )}
      {!isStale && (
        <FormProblem
          failure={save.failure}
          shown={save.failure?.errors.map(({ pointer }) => pointer).filter(isShown) ?? []}
        />
      )}
      {mayChange && (
        <div class="row">
          <Button type="submit" look="primary" busy={save.isRunning} disabled={!isChanged}>
            {t.save}
          </Button>
          {isChanged && !isStale && <Button onClick={startOver}>{t.revert}</Button>}
        </div>
      )}
    </Form>
  )
}
