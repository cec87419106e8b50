import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { classes } from '../classes.ts'
import { verdictWords } from './changeWords.ts'

/** Whether a score changed, in words; an arrow for who reads fast. */
export function Verdict({ metric, change }: Pick<ScoresEntry, 'metric' | 'change'>) {
  if (!change) return null
  const { verdict } = change
  const arrow = { higher: '↑', lower: '↓', unsure: '', 'too-few': '' }[verdict]
  return (
    <span class={classes('verdict', verdict)}>
      {arrow && <span aria-hidden="true">{arrow} </span>}
      {verdictWords(metric, change)}
    </span>
  )
}
