import { writeFile } from 'node:fs/promises'
import { typesOf } from '../../../widget/bin/typesOf.mjs'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../failure.ts'
import { openClient } from '../openClient.ts'

/** `tyck types`: a project's touchpoints and their metadata as TypeScript. */
export const types = defineCommand({
  name: 'types',
  summary: 'Writes the touchpoints and their metadata as TypeScript',
  description: `With the file in a project that imports @tyck/widget, a wrong touchpoint or metadata key fails to compile.
Where there is no secret key, "npx tyck-types" of @tyck/widget does the same with a publishable one.`,
  options: {
    out: { type: 'string', value: 'FILE', describe: 'Where to write it; tyck.d.ts unless given' },
  },
  async run({ given, env, say }) {
    const { touchpoints } = await openClient(given, env).client.get('/v1/touchpoints')
    const file = given.out ?? 'tyck.d.ts'
    const described = touchpoints.map(({ key, metadata }) => ({
      touchpoint: key,
      ...(metadata === null ? {} : { metadata }),
    }))
    await writeFile(file, typesOf(described))
    say.line(`${file}: ${touchpoints.length === 1 ? '1 touchpoint' : `${touchpoints.length} touchpoints`}`)
    say.result({ file, touchpoints: touchpoints.map(({ key }) => key) })
    return exitCodes.done
  },
})
