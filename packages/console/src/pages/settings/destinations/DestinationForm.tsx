import type { Destination, DestinationInput, NewDestination } from '@tyck/shared/admin/destinations'
import { useState } from 'preact/hooks'
import { address } from '../../../api/address.ts'
import { useProject } from '../../../api/project.ts'
import { request } from '../../../api/request.ts'
import { useAction } from '../../../api/useAction.ts'
import { useSend } from '../../../api/useSend.ts'
import { Button } from '../../../parts/Button.tsx'
import { Field } from '../../../parts/Field.tsx'
import { Form, FormProblem } from '../../../parts/Form.tsx'
import { Notice } from '../../../parts/Notice.tsx'
import { Problem } from '../../../parts/Problem.tsx'
import { say } from '../../../parts/Status.tsx'
import { destinationForm as t } from '../../../texts/en/destinationForm.ts'
import { ChosenResponses } from './ChosenResponses.tsx'
import { draftOf } from './destinationDraft.ts'
import { destinationsPath } from './destinationsPath.ts'
import { ForPeople } from './ForPeople.tsx'
import { ForWebhook } from './ForWebhook.tsx'
import { Where } from './Where.tsx'

/** A destination as a form: a new one, or one that is changed without overwriting what somebody else made of it. */
export function DestinationForm({
  of,
  base,
  onSaved,
  onLeave,
}: {
  onSaved(saved: Destination | NewDestination): void
  onLeave(): void
} & ({ of: Destination; base?: never } | { of?: never; base: DestinationInput })) {
  const project = useProject()
  const send = useSend()
  // As it was when one began: what others save meanwhile is not taken for it.
  const [known, setKnown] = useState(of)
  const [draft, setDraft] = useState(() => base ?? draftOf(of))
  const change = (part: Partial<DestinationInput>) =>
    setDraft(before => ({ ...before, ...part }) as DestinationInput)
  const save = useAction(async () => {
    const saved = known
      ? await send<Destination>('PUT', address`/v1/destinations/${known.id}`, draft, undefined, {
          'if-match': `"${known.revision}"`,
        })
      : await send<NewDestination>('POST', destinationsPath, draft)
    say(known ? t.saved(draft.name) : t.created(draft.name))
    onSaved(saved)
  })
  const startOver = useAction(async () => {
    const now = await request<Destination>(address`/v1/destinations/${known?.id ?? ''}`, {
      project: project.id,
    })
    save.clear()
    setKnown(now)
    setDraft(draftOf(now))
  })
  const { failure } = save
  const isStale = failure?.code === 'conflict-version'
  const pointers = failure?.errors.map(({ pointer }) => pointer) ?? []
  const { kind } = draft
  return (
    <section class="stack">
      <h2 dir="auto">{known ? t.editTitle(known.name) : t.addTitle[kind]}</h2>
      <Form action={save} onSubmit={() => void save.run()}>
        <Field
          label={t.nameLabel}
          hint={t.nameHint[kind]}
          value={draft.name}
          onValue={name => change({ name })}
          pointer="/name"
          maxLength={80}
          autoComplete="off"
          dir="auto"
        />
        <Where draft={draft} known={known} onChange={change} />
        {draft.kind === 'webhook' ? (
          <ForWebhook draft={draft} onChange={change} />
        ) : (
          <ForPeople draft={draft} onChange={change} />
        )}
        <ChosenResponses filters={draft.filters} onFilters={filters => change({ filters })} />
        {isStale && (
          <>
            <Problem failure={failure} title={t.stale} advice={t.staleAbout} />
            <div>
              <Button busy={startOver.isRunning} onClick={() => startOver.run()}>
                {t.startOver}
              </Button>
            </div>
          </>
        )}
        {pointers.includes('/kind') && kind === 'email' && <Notice look="warn">{t.noMail}</Notice>}
        {!isStale && !pointers.includes('/kind') && (
          <FormProblem failure={failure} shown={pointers.filter(pointer => shown.test(pointer))} />
        )}
        <div class="row">
          <Button type="submit" look="primary" busy={save.isRunning}>
            {known ? t.save : t.create}
          </Button>
          <Button onClick={onLeave}>{t.cancel}</Button>
        </div>
      </Form>
    </section>
  )
}

/** Faults that a field says. */
const shown = /^\/(?:name|url|to|events|fields|filters\/(?:touchpoints|segments))(?:\/|$)/
