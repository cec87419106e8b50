import type { DraftInput } from '@tyck/shared/admin/drafts'
import { Button } from '../../parts/Button.tsx'
import { classes } from '../../parts/classes.ts'
import { Field } from '../../parts/Field.tsx'
import { Select } from '../../parts/Select.tsx'
import { Switch } from '../../parts/Switch.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import { useFault } from './faults.ts'

type Rows = NonNullable<DraftInput['metadata']>
type Row = Rows[number]

/** The metadata that the touchpoint takes: any, or these keys with their types. */
export function Contract({
  metadata,
  onMetadata,
}: {
  metadata: DraftInput['metadata']
  onMetadata(metadata: DraftInput['metadata']): void
}) {
  return (
    <section class="group">
      <h2>{t.contract}</h2>
      <p class="quiet">{t.contractAbout}</p>
      <Switch
        label={t.takesAny}
        hint={t.takesAnyHint}
        checked={metadata === null}
        onValue={any => onMetadata(any ? null : [])}
      />
      {metadata?.map((row, at) => (
        <ContractRow
          key={at}
          at={at}
          row={row}
          onRow={next => onMetadata(metadata.with(at, next))}
          onRemove={() => onMetadata(metadata.toSpliced(at, 1))}
        />
      ))}
      {metadata && metadata.length < 100 && (
        <div>
          <Button onClick={() => onMetadata([...metadata, { key: '', type: 'string' }])}>{t.addKey}</Button>
        </div>
      )}
    </section>
  )
}

function ContractRow({
  at,
  row,
  onRow,
  onRemove,
}: {
  at: number
  row: Row
  onRow(row: Row): void
  onRemove(): void
}) {
  const { error, missing } = useFault(`/metadata/${at}/key`)
  return (
    <div class={classes('condition', 'of-two', at > 0 && 'bare')}>
      <Field
        label={at === 0 ? t.key : <span class="heard">{t.key}</span>}
        value={row.key}
        error={error}
        hint={missing && <span class="missing">{missing}</span>}
        onValue={key => onRow({ ...row, key })}
        autoComplete="off"
        spellcheck={false}
      />
      <Select
        label={at === 0 ? t.type : <span class="heard">{t.type}</span>}
        value={row.type}
        onValue={type => onRow({ ...row, type })}
        options={(['string', 'number', 'boolean'] as const).map(value => ({ value, label: t.types[value] }))}
      />
      <Button look="plain" aria-label={t.removeKey(row.key)} onClick={onRemove}>
        ×
      </Button>
    </div>
  )
}
