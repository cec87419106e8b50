import { defineCommand } from '../command.ts'
import { byLines, fileOf, fileOption, readConfigFile } from '../configFile.ts'
import { exitCodes } from '../failure.ts'
import { openClient } from '../openClient.ts'
import { counted, overwritten, tellPlan, wordsOnOverwriting } from '../tellPlan.ts'

/** The option of `plan` and `apply` that takes touchpoints away. */
export const archiveOption = {
  archive: {
    type: 'boolean',
    describe: 'Archives touchpoints that came from the file and are in it no more; none is deleted',
  },
} as const

/** `tyck plan`: what applying the file would change. */
export const plan = defineCommand({
  name: 'plan',
  summary: 'Tells what applying the file would change, and changes nothing',
  description: `Ends with 0 where all stands as the file has it, and with 3 where something differs, so that CI can tell.
! marks what was changed elsewhere, in the console for one, since a file was applied.`,
  options: { ...fileOption, ...archiveOption },
  async run({ given, env, say }) {
    const { client } = openClient(given, env)
    const file = await readConfigFile(fileOf(given))
    say.progress(`Comparing ${file.name} with the service`)
    const query = { archive: given.archive ? 'true' : 'false' }
    const found = await byLines(file, client.post('/v1/config/plan', { query, body: file.document }))
    tellPlan(found, say)
    const isSame = found.items.length === 0
    say.line(isSame ? `All stands as ${file.name} has it.` : `${counted(found.items)}.`)
    const elsewhere = overwritten(found.items)
    if (elsewhere.length > 0)
      for (const line of wordsOnOverwriting(found, elsewhere).split('\n')) say.line(line)
    say.result(found)
    return isSame ? exitCodes.done : exitCodes.differences
  },
})
