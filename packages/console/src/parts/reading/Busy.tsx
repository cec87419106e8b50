import { reading as t } from '../../texts/en/reading.ts'

/** That figures are being read, once it takes long enough to wonder. It takes no room. */
export function Busy({ isReading }: { isReading: boolean }) {
  return <div class="busy">{isReading && <progress aria-label={t.reading} />}</div>
}
