import { defineCommand } from '../command.ts'
import { byLines, fileOf, fileOption, readConfigFile } from '../configFile.ts'
import { exitCodes, Failure, wrongUse } from '../failure.ts'
import { openClient } from '../openClient.ts'
import { counted, overwritten, tellPlan, wordsOnOverwriting } from '../tellPlan.ts'
import { archiveOption } from './plan.ts'

/** `tyck apply`: brings the project to what the file says. */
export const apply = defineCommand({
  name: 'apply',
  summary: 'Brings the project to what the file says, all of it or nothing',
  description: `Shows what it will change and asks, where somebody is at a terminal; elsewhere it needs --yes.
What was changed elsewhere since a file was applied is left alone, with all the rest, unless it is named.`,
  options: {
    ...fileOption,
    ...archiveOption,
    yes: { type: 'boolean', short: 'y', describe: 'Asks nobody: for CI' },
    overwrite: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      describe: 'Undoes what was changed elsewhere: project, order or touchpoints/KEY, as the plan names it',
    },
    note: { type: 'string', value: 'TEXT', describe: 'Why, for the history of what is published' },
  },
  async run({ given, env, say }) {
    const { client } = openClient(given, env)
    const file = await readConfigFile(fileOf(given))
    const { document: body } = file
    const archive = given.archive ? 'true' : 'false'
    say.progress(`Comparing ${file.name} with the service`)
    const plan = await byLines(file, client.post('/v1/config/plan', { query: { archive }, body }))
    tellPlan(plan, say)
    const elsewhere = overwritten(plan.items, given.overwrite)
    if (elsewhere.length > 0) {
      const words = `Nothing was changed.\n${wordsOnOverwriting(plan, elsewhere)}`
      throw new Failure(words, { code: 'changed-elsewhere', overwrites: elsewhere })
    }
    if (plan.items.length > 0 && !given.yes) {
      if (!say.isAnybodyThere) throw wrongUse('Nobody is there to be asked: add --yes. Nothing was changed.')
      if (!(await say.ask(`Apply this: ${counted(plan.items)}?`))) {
        say.note('Nothing was changed.')
        return exitCodes.failed
      }
    }
    say.progress(`Applying ${file.name}`)
    const query = {
      archive,
      ...(given.overwrite ? { overwrite: given.overwrite.join() } : {}),
      ...(given.note === undefined ? {} : { note: given.note }),
    }
    // Just what was shown: where something changed meanwhile, the service refuses.
    const applied = await byLines(file, client.put('/v1/config', { query, body, ifMatch: plan.version }))
    say.line(
      applied.items.length === 0 ? `All stands as ${file.name} has it.` : `${counted(applied.items, true)}.`,
    )
    say.result(applied)
    return exitCodes.done
  },
})
