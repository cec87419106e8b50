import type { SlicesReply } from '@tyck/shared/admin/slices'
import { useState } from 'preact/hooks'
import { reading as t } from '../../texts/en/reading.ts'
import { Select } from '../Select.tsx'
import { readMeta, writeMeta } from './readingParams.ts'

/** A key of the metadata and one of its values. */
export function MetaSelect({
  slices,
  value,
  onValue,
}: {
  slices: SlicesReply | undefined
  value: string
  onValue(value: string): void
}) {
  const meta = readMeta(value)
  const [key, setKey] = useState(meta?.key ?? '')
  const keys = new Set([...(slices?.metadata.map(each => each.key) ?? []), ...(key ? [key] : [])])
  const values = slices?.metadata.find(each => each.key === key)?.values.map(each => each.value) ?? []
  if (meta && meta.key === key && !values.includes(meta.value)) values.unshift(meta.value)
  return (
    <>
      <Select
        label={t.metadataKey}
        options={[
          { value: '', label: t.anyMetadata },
          ...[...keys].map(each => ({ value: each, label: each })),
        ]}
        value={key}
        onValue={chosen => {
          setKey(chosen)
          if (meta) onValue('')
        }}
      />
      {key && (
        <Select
          label={t.metadataValue(key)}
          options={[
            { value: '', label: t.anyMetadata },
            ...values.map(each => ({ value: writeMeta({ key, value: each }), label: `${each}` })),
          ]}
          value={meta && meta.key === key ? writeMeta(meta) : ''}
          onValue={onValue}
        />
      )}
    </>
  )
}
