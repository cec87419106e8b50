import type { Reply } from '@tyck/client'
import { plain } from './plain.ts'
import type { Say } from './say.ts'

export type Plan = Reply<'post', '/v1/config/plan'>
type Item = Plan['items'][number]

/** What a plan says, for people. */
export function tellPlan(plan: Pick<Plan, 'items' | 'warnings'> & Partial<Plan>, { line, paint }: Say): void {
  const marks = { add: paint.green('+'), change: paint.yellow('~'), archive: paint.red('-') }
  for (const { on, action, words, changes, overwrites, elsewhere } of plan.items) {
    line(`${marks[action]} ${paint.bold(on)}`)
    line(`    ${words}`)
    for (const change of changes) {
      line(`  ${change.overwrites ? paint.red('!') : ' '} ${change.words}`)
    }
    if (elsewhere || (overwrites && changes.length === 0)) {
      line(`  ${paint.red('!')} changed elsewhere${elsewhere ? `, ${by(elsewhere)}` : ''}`)
    }
  }
  for (const { pointer, detail } of plan.warnings) {
    line(`${paint.yellow('Warning')} ${paint.dim(pointer)} ${detail}`)
  }
  const { unnamed = [] } = plan
  if (unnamed.length > 0) line(paint.dim(`Not in the file, and left as they are: ${unnamed.join(', ')}`))
}

/** What somebody else's work stands behind: `touchpoints/checkout.payment`. */
export const overwritten = (items: readonly Item[], named: readonly string[] = []) =>
  items.filter(item => item.overwrites && !named.includes(item.on)).map(({ on }) => on)

/** What `!` means, and what to do about it. */
export function wordsOnOverwriting({ applied }: Plan, on: readonly string[]): string {
  const options = on.map(name => `--overwrite ${plain(name)}`).join(' ')
  const since = applied
    ? `since a file was applied (${plain(by(applied))})`
    : 'for no file was ever applied to the project'
  return `! was changed elsewhere, ${since}.
  To keep it: tyck pull, then tyck apply. To undo it: tyck apply ${options}`
}

/** When, and by whom where that is known: `2026-03-01 by Kim Berg`. */
const by = ({ at, by }: NonNullable<Plan['applied']>) =>
  `${at.slice(0, 10)}${by?.name ? ` by ${by.name}` : ''}`

/** How many of each: `1 to add, 2 to change`. */
export function counted(items: readonly Item[], done = false): string {
  const words = done
    ? { add: 'added', change: 'changed', archive: 'archived' }
    : { add: 'to add', change: 'to change', archive: 'to archive' }
  return Object.entries(words)
    .map(([action, word]) => [items.filter(item => item.action === action).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ')
}
