import type { Reply } from '@tyck/client'
import { defineCommand } from '../command.ts'
import { exitCodes, Failure, wrongUse } from '../failure.ts'
import { openClient } from '../openClient.ts'

type Import = Reply<'get', '/v1/imports'>['imports'][number]

/** `tyck imports`: what was imported, and its removal. */
export const imports = defineCommand({
  name: 'imports',
  summary: 'Lists what was imported, and removes it again',
  options: {
    touchpoint: { type: 'string', value: 'KEY', describe: 'Only what was imported there' },
    remove: {
      type: 'string',
      value: 'SOURCE',
      describe: 'Removes what was imported from there into the touchpoint, with its counts',
    },
    yes: { type: 'boolean', describe: 'Removes without asking' },
  },
  async run({ given, env, say }) {
    const { touchpoint, remove } = given
    if (remove !== undefined && !touchpoint)
      throw wrongUse('Say from which touchpoint: --touchpoint checkout.payment.')
    const { client } = openClient(given, env)
    const found = (await client.get('/v1/imports')).imports.filter(
      each =>
        (!touchpoint || each.touchpoint === touchpoint) && (remove === undefined || each.source === remove),
    )
    if (remove === undefined) {
      for (const each of found) say.line(describe(each))
      if (found.length === 0) say.line('Nothing was imported.')
      say.result({ imports: found })
      return exitCodes.done
    }
    const [chosen] = found
    if (!chosen)
      throw new Failure(`Nothing was imported from ${remove} into ${touchpoint}.`, { code: 'not-found' })
    if (!given.yes) {
      if (!say.isAnybodyThere) throw wrongUse('Nobody is there to be asked: --yes removes without asking.')
      if (!(await say.ask(`Remove ${describe(chosen)}?`))) return exitCodes.failed
    }
    let rows = 0
    for (let left = 1; left > 0; ) {
      const reply = await client.delete('/v1/imports/{id}', { path: { id: chosen.id } })
      rows += reply.rows
      left = reply.left
      say.progress(`${rows.toLocaleString('en')} removed, ${left.toLocaleString('en')} left`)
    }
    say.line(`Removed ${rows.toLocaleString('en')} rows of ${remove} from ${touchpoint}, with their counts.`)
    say.result({ removed: rows, source: remove, touchpoint })
    return exitCodes.done
  },
})

function describe({ touchpoint, source, rows, from, to }: Import): string {
  const days = from && to ? `, ${from.slice(0, 10)} to ${to.slice(0, 10)}` : ''
  return `${touchpoint}: ${rows.toLocaleString('en')} rows from ${source}${days}`
}
