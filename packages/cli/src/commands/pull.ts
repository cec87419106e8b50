import { defineCommand } from '../command.ts'
import { fileOf, fileOption, writeConfigFile } from '../configFile.ts'
import { exitCodes } from '../failure.ts'
import { openClient } from '../openClient.ts'

/** `tyck pull`: the project's configuration as a file. */
export const pull = defineCommand({
  name: 'pull',
  summary: "Writes the project's configuration into a file, as it stands",
  description: `Touchpoints with their surveys, rules and metadata, and settings; neither drafts nor what is archived,
and no keys, ids or times. The same bytes as long as the same stands. It replaces the file, but for settings that
the file leaves out: look at the difference before you commit it.`,
  options: fileOption,
  async run({ given, env, say }) {
    const { url, client } = openClient(given, env)
    const document = await client.get('/v1/config')
    const file = fileOf(given)
    const outcome = await writeConfigFile(file, document, `${url}/config.schema.json`)
    const count = document.touchpoints.length
    say.line(`${file}: ${count === 1 ? '1 touchpoint' : `${count} touchpoints`}, ${outcome}`)
    say.result({ file, outcome, touchpoints: document.touchpoints.map(({ key }) => key) })
    return exitCodes.done
  },
})
