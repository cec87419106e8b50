import { useEffect, useRef, useState } from 'preact/hooks'
import { useProject } from '../../api/project.ts'
import { useAction } from '../../api/useAction.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Form } from '../../parts/Form.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Segmented } from '../../parts/Segmented.tsx'
import { optionsOf, Select } from '../../parts/Select.tsx'
import { say } from '../../parts/Status.tsx'
import { exporting as t } from '../../texts/en/exporting.ts'
import type { AnswersQuery } from './answersQuery.ts'
import { type Exported, type ExportFormat, exportAddress, offeredExports } from './exportAddress.ts'
import { type ExportProgress, readExport, save } from './readExport.ts'

/** How often the screen tells how far it came, in milliseconds. */
const tellMs = 200

/** Asks what to export, then tells how far it came. Closed, it ends what is under way. */
export function ExportDialog({
  query,
  today,
  timeZone,
  onClose,
}: {
  query: AnswersQuery
  today: string
  /** The project's. */
  timeZone: string
  onClose(): void
}) {
  const { id: project } = useProject()
  const [format, setFormat] = useState<ExportFormat>('csv')
  const [what, setWhat] = useState<Exported>('listed')
  const [zone, setZone] = useState(timeZone)
  const [progress, setProgress] = useState<ExportProgress>()
  const abort = useRef<AbortController>()
  useEffect(() => () => abort.current?.abort(), [])

  const go = useAction(async () => {
    const own = new AbortController()
    abort.current = own
    let told = Number.NEGATIVE_INFINITY
    let rows = 0
    try {
      const file = await readExport(exportAddress(query, today, { format, what, timeZone: zone }), project, {
        signal: own.signal,
        onProgress(now) {
          rows = now.rows
          if (performance.now() - told < tellMs) return
          told = performance.now()
          setProgress(now)
        },
      })
      save(file)
      say(t.done(rows))
      onClose()
    } catch (thrown) {
      if (!own.signal.aborted) throw thrown
    } finally {
      setProgress(undefined)
    }
  })
  const { failure } = go
  const [title, advice] = failure ? t.failed(failure.code) : []
  const zones = [...new Set([timeZone, 'UTC', Intl.DateTimeFormat().resolvedOptions().timeZone])]
  return (
    <Dialog title={t.title} onClose={onClose}>
      <Form action={go} onSubmit={go.run}>
        <Segmented
          label={t.format}
          options={optionsOf(t.formats)}
          value={format}
          onValue={value => setFormat(value)}
        />
        <Select
          label={t.what}
          hint={t.whatHint}
          options={offeredExports(query).map(value => ({ value, label: t.whats(value, query.show) }))}
          value={what}
          onValue={value => setWhat(value)}
        />
        <Select
          label={t.timeZone}
          hint={t.zoneHints[format]}
          options={zones.map(value => ({ value, label: t.zone(value) }))}
          value={zone}
          onValue={setZone}
        />
        {failure && <Problem failure={failure} title={title} advice={advice} />}
        {go.isRunning && <Progress progress={progress} />}
        <div class="row">
          <Button type="submit" look="primary" busy={go.isRunning}>
            {go.isRunning ? t.running : t.go}
          </Button>
          <Button onClick={() => (go.isRunning ? abort.current?.abort() : onClose())}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  )
}

function Progress({ progress }: { progress: ExportProgress | undefined }) {
  const { rows = 0, about = 0 } = progress ?? {}
  // A guess that was too low says nothing any more.
  const isKnown = about > 0 && rows <= about
  return (
    <div class="exporting">
      <progress aria-label={t.progress} {...(isKnown ? { value: rows, max: about } : {})} />
      <p class="quiet">{isKnown ? t.rowsOf(rows, about) : t.rows(rows)}</p>
    </div>
  )
}
