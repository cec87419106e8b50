import type { ProblemCode } from '@tyck/shared/problem'
import { answers } from './answers.ts'

const count = (n: number) => `${n.toLocaleString('en')} ${n === 1 ? 'row' : 'rows'}`

export const exporting = {
  open: 'Export',
  title: 'Export answers',
  format: 'Format',
  formats: { csv: 'Table (CSV)', ndjson: 'JSON lines' },
  what: 'What',
  whatHint: 'By the filters of the page: touchpoint, segment, words and the rest.',
  whats: (what: 'listed' | 'answers' | 'showings', show: keyof typeof answers.shows) =>
    ({
      listed: `What is listed: ${answers.shows[show].toLowerCase()}`,
      answers: 'All answers, also without a comment',
      showings: 'All showings, also without an answer',
    })[what],
  timeZone: 'Time zone',
  zone: (zone: string) => zone.replaceAll('_', ' '),
  zoneHints: {
    csv: 'Whose clocks tell the times, and whose days the filters’ days are.',
    ndjson: 'Whose days the filters’ days are. Times stand in UTC.',
  },
  go: 'Export',
  running: 'Exporting',
  cancel: 'Cancel',
  progress: 'How far the export is',
  rows: (n: number) => `${count(n)} so far`,
  rowsOf: (n: number, about: number) => `${n.toLocaleString('en')} of about ${count(about)}`,
  done: (n: number) => `${count(n)} exported`,
  /** What to say of a failure instead of what is said of every one of its kind. */
  failed: (code: ProblemCode | 'unreachable' | 'unexpected'): [title?: string, advice?: string] => {
    if (code === 'overloaded') {
      return [
        'Others are exporting just now',
        'Two exports of a project run at once. Try again when one has ended.',
      ]
    }
    if (code === 'unreachable') {
      return ['The export broke off', 'Nothing was saved. Try again, or export fewer days at once.']
    }
    return []
  },
}
