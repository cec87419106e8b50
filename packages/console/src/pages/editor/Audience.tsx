import type { DraftInput, DraftRules } from '@tyck/shared/admin/drafts'
import { useEffect, useState } from 'preact/hooks'
import { Button } from '../../parts/Button.tsx'
import { Field } from '../../parts/Field.tsx'
import { Select } from '../../parts/Select.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import { isSame } from './draftOf.ts'
import { useFault } from './faults.ts'

type Condition = DraftRules['audience'][number]
type Comparison = keyof typeof t.comparisons

/** The conditions under which it asks, each on one metadata key; all must hold. */
export function Audience({
  conditions,
  metadata,
  onConditions,
}: {
  conditions: Condition[]
  metadata: DraftInput['metadata']
  onConditions(conditions: Condition[]): void
}) {
  return (
    <fieldset class="audience">
      <legend>{t.audience}</legend>
      {conditions.length === 0 && <p class="quiet">{t.audienceNone}</p>}
      {conditions.map((condition, at) => (
        <ConditionRow
          key={at}
          at={at}
          condition={condition}
          metadata={metadata}
          onCondition={next => onConditions(conditions.with(at, next))}
          onRemove={() => onConditions(conditions.toSpliced(at, 1))}
        />
      ))}
      {conditions.length < 20 && (
        <Button onClick={() => onConditions([...conditions, { key: metadata?.[0]?.key ?? '', eq: '' }])}>
          {t.addCondition}
        </Button>
      )}
    </fieldset>
  )
}

function ConditionRow({
  at,
  condition,
  metadata,
  onCondition,
  onRemove,
}: {
  at: number
  condition: Condition
  metadata: DraftInput['metadata']
  onCondition(condition: Condition): void
  onRemove(): void
}) {
  const { key } = condition
  const pointer = `/rules/audience/${at}`
  const ofKey = useFault(`${pointer}/key`)
  const [whole, eq, among, gte, lte] = ['', '/eq', '/in', '/gte', '/lte'].map(part =>
    useFault(pointer + part),
  )
  const ofValue = [whole, eq, among, gte, lte].map(fault => fault?.error ?? fault?.missing).find(Boolean)
  const type = metadata?.find(each => each.key === key)?.type
  // A range has two rows in the draft's one condition; here one may be written at a time.
  const comparison = (['in', 'gte', 'lte', 'eq'] as const).find(each => condition[each] !== undefined) ?? 'eq'
  const isNumeric = type === 'number' || comparison === 'gte' || comparison === 'lte'
  const value = condition[comparison]
  // What is no number yet, or ends with a comma, stays as it is typed.
  const [typed, setTyped] = useState(written(value))
  useEffect(() => {
    if (!isSame(parse(typed, comparison, type), value)) setTyped(written(value))
  }, [JSON.stringify(value), comparison])
  const put = (how: Comparison, text: string) => onCondition({ key, [how]: parse(text, how, type) })
  const both = condition.gte !== undefined && condition.lte !== undefined
  return (
    <div class="condition">
      <Field
        label={t.conditionKey}
        value={key}
        error={ofKey.error ?? ofKey.missing}
        onValue={next => onCondition({ ...condition, key: next })}
        list="metadata-keys"
        autoComplete="off"
      />
      <Select
        label={t.conditionIs}
        value={comparison as Comparison}
        onValue={how => put(how, typed)}
        options={(['eq', 'in', 'gte', 'lte'] as const).map(value => ({ value, label: t.comparisons[value] }))}
      />
      <Field
        label={t.conditionValue}
        value={typed}
        error={ofValue}
        hint={comparison === 'in' ? t.inHint : undefined}
        inputMode={isNumeric ? 'decimal' : 'text'}
        onValue={text => {
          setTyped(text)
          const next = parse(text, comparison, type)
          onCondition(both ? { ...condition, [comparison]: next } : { key, [comparison]: next })
        }}
        autoComplete="off"
      />
      <Button look="plain" aria-label={t.removeCondition(key)} onClick={onRemove}>
        ×
      </Button>
      {both && (
        <p class="quiet">
          {t.comparisons.lte} {condition.lte}
        </p>
      )}
    </div>
  )
}

function written(value: Condition[Comparison]): string {
  if (Array.isArray(value)) return value.join(', ')
  return value === null || value === undefined ? '' : `${value}`
}

/** What was typed, in the type that the metadata have, or that it looks like where any is taken. */
function parse(text: string, comparison: Comparison, type: 'string' | 'number' | 'boolean' | undefined) {
  if (comparison === 'in') {
    const parts = text.split(',').map(part => part.trim())
    return parts.filter((part, at) => part !== '' || at === parts.length - 1).map(part => one(part, type))
  }
  if (comparison === 'gte' || comparison === 'lte') {
    const value = one(text, 'number')
    return typeof value === 'number' ? value : null
  }
  return one(text, type)
}

function one(text: string, type: 'string' | 'number' | 'boolean' | undefined) {
  const isNumber = text.trim() !== '' && Number.isFinite(Number(text))
  if (type === 'string') return text
  if ((type === 'number' || type === undefined) && isNumber) return Number(text)
  if ((type === 'boolean' || type === undefined) && /^(?:true|false|yes|no)$/i.test(text.trim())) {
    return /^(?:true|yes)$/i.test(text.trim())
  }
  return text
}
