import type { Destination, DestinationInput } from '@tyck/shared/admin/destinations'
import { useState } from 'preact/hooks'
import { Field, TextArea } from '../../../parts/Field.tsx'
import { destinationForm as t } from '../../../texts/en/destinationForm.ts'

/** Where it goes: an address, a channel's address that is never shown again, or people's. */
export function Where({
  draft,
  known,
  onChange,
}: {
  draft: DestinationInput
  known: Destination | undefined
  onChange(part: Partial<DestinationInput>): void
}) {
  const [to, setTo] = useState(draft.kind === 'email' ? draft.to.join('\n') : '')
  const written = { spellcheck: false, autoComplete: 'off', autoCapitalize: 'off' } as const
  if (draft.kind === 'email') {
    return (
      <TextArea
        label={t.to}
        hint={t.toHint}
        value={to}
        onValue={text => {
          setTo(text)
          const lines = text.split('\n').map(line => line.trim())
          onChange({ to: lines.filter(line => line !== '') })
        }}
        pointer="/to"
        {...written}
      />
    )
  }
  const isSlack = draft.kind === 'slack'
  return (
    <Field
      label={isSlack ? t.slackUrl : t.urlLabel}
      hint={isSlack ? t.slackUrlHint : t.urlHint}
      type="url"
      inputMode="url"
      placeholder={isSlack && known?.kind === 'slack' ? t.slackUrlKept(known.url) : undefined}
      value={draft.url ?? ''}
      onValue={url =>
        onChange({ url: isSlack && url.trim() === '' ? undefined : url.trim() } as Partial<DestinationInput>)
      }
      pointer="/url"
      maxLength={2000}
      {...written}
    />
  )
}
