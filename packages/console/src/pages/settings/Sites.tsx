import { useState } from 'preact/hooks'
import { Button } from '../../parts/Button.tsx'
import { TextArea } from '../../parts/Field.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { OfZone } from '../../parts/OfZone.tsx'
import { Table } from '../../parts/Table.tsx'
import { useMoments } from '../../parts/useMoments.ts'
import { settings } from '../../texts/en/settings.ts'
import { goneSilent } from './goneSilent.ts'
import type { SettingsForm as Settings } from './projectSettings.ts'
import { SettingsForm } from './SettingsForm.tsx'

const t = settings.sites

/** Which origins may ask, those that were seen, and those that were refused. */
export function Sites() {
  return (
    <SettingsForm saved={settings.savedSoon} shown={['/origins']}>
      {form => <Origins form={form} />}
    </SettingsForm>
  )
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

function Origins({ form: { draft, base, change, mayChange } }: { form: Settings }) {
  const { timeZone } = useMoments()
  const [written, setWritten] = useState<string>()
  const { origins } = draft
  const isWritten = written !== undefined && linesOf(written).join('\n') === origins.join('\n')
  const seen = base.originsSeen.map(({ origin }) => origin)
  const silent = goneSilent(seen, base.origins, origins)
  const allow = (origin: string) => change({ origins: [...origins, origin] })
  return (
    <>
      <p class="quiet">{t.about}</p>
      {origins.length === 0 && <Notice look="warn">{t.open}</Notice>}
      <TextArea
        label={t.origins}
        hint={t.originsHint}
        // As it is being written, with its empty lines.
        value={isWritten ? written : origins.join('\n')}
        onValue={text => {
          setWritten(text)
          change({ origins: linesOf(text) })
        }}
        pointer="/origins"
        spellcheck={false}
        autoCapitalize="off"
      />
      {silent.length > 0 && (
        <Notice look="warn">
          <p>{t.silent}</p>
          <ul>
            {silent.map(origin => (
              <li key={origin}>
                <bdi>{origin}</bdi>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <h2>{t.seen}</h2>
      <p class="quiet">{t.seenAbout}</p>
      {base.originsSeen.length === 0 && <p>{t.none}</p>}
      {base.originsSeen.length > 0 && (
        <OriginTable
          caption={t.seen}
          head={t.first}
          rows={base.originsSeen.map(({ origin, firstSeenAt }) => ({ origin, at: firstSeenAt }))}
          allowed={origins}
          onAllow={mayChange ? allow : undefined}
        />
      )}
      {base.originsRefused.length > 0 && (
        <>
          <h2>{t.refused}</h2>
          <p class="quiet">{t.refusedAbout}</p>
          <OriginTable
            caption={t.refused}
            head={t.firstRefused}
            rows={base.originsRefused.map(({ origin, firstRefusedAt }) => ({ origin, at: firstRefusedAt }))}
            allowed={origins}
            onAllow={mayChange ? allow : undefined}
          />
        </>
      )}
      {seen.length + base.originsRefused.length > 0 && <OfZone timeZone={timeZone} />}
    </>
  )
}

function OriginTable({
  caption,
  head,
  rows,
  allowed,
  onAllow,
}: {
  caption: string
  head: string
  rows: readonly { origin: string; at: string }[]
  allowed: readonly string[]
  onAllow: ((origin: string) => void) | undefined
}) {
  const { tell } = useMoments()
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ origin }) => origin}
      columns={[
        { key: 'origin', head: t.origin, cell: ({ origin }) => <bdi>{origin}</bdi> },
        { key: 'at', head, cell: ({ at }) => tell(at, 'day'), isWide: true },
        {
          key: 'allow',
          head: <span class="heard">{t.isAllowed}</span>,
          cell: ({ origin }) =>
            allowed.includes(origin) ? (
              t.isAllowed
            ) : onAllow ? (
              <Button look="plain" aria-label={t.allowThis(origin)} onClick={() => onAllow(origin)}>
                {t.allow}
              </Button>
            ) : null,
        },
      ]}
    />
  )
}
