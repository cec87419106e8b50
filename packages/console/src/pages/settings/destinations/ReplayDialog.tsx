import { useState } from 'preact/hooks'
import { address } from '../../../api/address.ts'
import { useAction } from '../../../api/useAction.ts'
import { useSend } from '../../../api/useSend.ts'
import { Button } from '../../../parts/Button.tsx'
import { Dialog } from '../../../parts/Dialog.tsx'
import { Field } from '../../../parts/Field.tsx'
import { Form, FormProblem } from '../../../parts/Form.tsx'
import { optionsOf, Select } from '../../../parts/Select.tsx'
import { say } from '../../../parts/Status.tsx'
import { startOfDay } from '../../../parts/startOfDay.ts'
import { nextDay, todayIn } from '../../../parts/timeRange.ts'
import { useMoments } from '../../../parts/useMoments.ts'
import { deliveries as t } from '../../../texts/en/deliveries.ts'

const hoursOf = { hour: 1, day: 24, week: 168, month: 720 }

/** Asks from when on, and has what happened since sent again. */
export function ReplayDialog({ id, onDone, onClose }: { id: string; onDone(): void; onClose(): void }) {
  const send = useSend()
  const { timeZone } = useMoments()
  const today = todayIn(timeZone || 'UTC', Date.now())
  const [span, setSpan] = useState<keyof typeof t.spans>('hour')
  const [days, setDays] = useState({ from: today, until: today })
  const replay = useAction(async () => {
    const range =
      span === 'own'
        ? { from: startOfDay(timeZone, days.from), until: startOfDay(timeZone, nextDay(days.until)) }
        : { from: new Date(Date.now() - hoursOf[span] * 3_600_000).toISOString() }
    const { events } = await send<{ events: number }>('POST', address`/v1/destinations/${id}/replay`, range)
    say(t.replayed(events))
    onDone()
    onClose()
  })
  const isRight = span !== 'own' || (days.from !== '' && days.until !== '' && days.from <= days.until)
  return (
    <Dialog title={t.replayTitle} onClose={onClose}>
      <p>{t.replayAbout}</p>
      <Form action={replay} onSubmit={() => isRight && void replay.run()}>
        <Select label={t.since} options={optionsOf(t.spans)} value={span} onValue={value => setSpan(value)} />
        {span === 'own' && (
          <>
            <Field
              label={t.firstDay}
              type="date"
              value={days.from}
              max={today}
              onValue={from => setDays({ ...days, from })}
              pointer="/from"
            />
            <Field
              label={t.lastDay}
              type="date"
              value={days.until}
              max={today}
              onValue={until => setDays({ ...days, until })}
              pointer="/until"
            />
          </>
        )}
        <FormProblem failure={replay.failure} shown={span === 'own' ? ['/from', '/until'] : []} />
        <div class="row">
          <Button type="submit" look="primary" busy={replay.isRunning} disabled={!isRight}>
            {t.replayGo}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
