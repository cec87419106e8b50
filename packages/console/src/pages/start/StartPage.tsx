import { useEffect, useRef, useState } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { mayEdit, useProject } from '../../api/project.ts'
import { request } from '../../api/request.ts'
import type { TouchpointList } from '../../api/touchpoints.ts'
import { useAction } from '../../api/useAction.ts'
import { useSend } from '../../api/useSend.ts'
import { navigate } from '../../app/navigation.ts'
import { Button } from '../../parts/Button.tsx'
import { Field } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { start } from '../../texts/en/start.ts'
import { keyOf } from './keyOf.ts'

const t = start.name

/** `/p/{project}/start`: names a touchpoint. What it asks comes next. */
export function StartPage() {
  const project = useProject()
  const send = useSend()
  const [name, setName] = useState('')
  const [ownKey, setOwnKey] = useState<string>()
  const key = ownKey ?? keyOf(name)
  // No name for the code can be made of a name in Japanese.
  const [isUnnamed, setUnnamed] = useState(false)
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isUnnamed) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [isUnnamed])
  const create = useAction(async () => {
    const headers = { 'if-none-match': '*' }
    await send('PUT', address`/v1/touchpoints/${key || '-'}`, { name }, undefined, headers)
    // Who has asked before gets the whole editor.
    const { touchpoints } = await request<TouchpointList>('/v1/touchpoints', { project: project.id })
    const hasAsked = touchpoints.some(({ survey }) => survey !== null)
    navigate(
      hasAsked ? address`/p/${project.id}/touchpoints/${key}/edit` : address`/p/${project.id}/start/${key}`,
    )
  })
  const { failure } = create
  const isTaken = failure?.code === 'conflict-version'
  const keyFault = isUnnamed
    ? t.needsKey
    : isTaken
      ? t.taken
      : failure?.errors.some(({ pointer }) => pointer === '/key') && t.keyHint
  return (
    <>
      <PageHeading title={t.title} about={t.about} />
      {!mayEdit(project) ? (
        <Notice>{start.question.viewer}</Notice>
      ) : (
        <div ref={form}>
          <Form
            action={create}
            onSubmit={() => {
              const lacksKey = key === '' && name.trim() !== ''
              setUnnamed(lacksKey)
              if (lacksKey) setOwnKey('')
              else void create.run()
            }}
          >
            <Field
              label={t.label}
              placeholder={t.placeholder}
              value={name}
              onValue={setName}
              pointer="/name"
              error={ownKey === undefined && keyFault ? keyFault : undefined}
              hint={key && ownKey === undefined ? t.key(key) : undefined}
              maxLength={80}
              autoFocus
            />
            {ownKey === undefined ? (
              <div>
                <Button look="plain" onClick={() => setOwnKey(key)}>
                  {t.changeKey}
                </Button>
              </div>
            ) : (
              <Field
                label={t.keyLabel}
                hint={`${t.keyHint}. ${t.keyStays}`}
                value={ownKey}
                onValue={typed => {
                  setUnnamed(false)
                  setOwnKey(typed)
                }}
                error={keyFault || undefined}
                spellcheck={false}
                autoCapitalize="off"
                maxLength={80}
              />
            )}
            {!isTaken && <FormProblem failure={failure} shown={['/name', '/key']} />}
            <div>
              <Button type="submit" look="primary" busy={create.isRunning}>
                {t.go}
              </Button>
            </div>
          </Form>
        </div>
      )}
    </>
  )
}
