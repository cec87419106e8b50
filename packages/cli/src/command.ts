import type { ExitCode } from './failure.ts'
import type { Say } from './say.ts'

/** An option of a command: `--file FILE`, or a switch without a value. */
export interface Option {
  type: 'string' | 'boolean'
  /** What stands for its value in the help: `FILE`. */
  value?: string
  /** May be given more than once. */
  multiple?: boolean
  short?: string
  /** A sentence for the help, with the default where there is one. */
  describe: string
}

/** What somebody gave, by the options of a command. */
export type Given<Options extends Record<string, Option>> = {
  [name in keyof Options]?: Options[name] extends { type: 'boolean' }
    ? boolean
    : Options[name] extends { multiple: true }
      ? string[]
      : string
}

/** What a command is handed when it runs. */
interface Asked<Options extends Record<string, Option>> {
  given: Given<Options & typeof commonOptions>
  /** What stands without a dash, as many as the command names. */
  operands: string[]
  env: Record<string, string | undefined>
  say: Say
}

export interface Command<Options extends Record<string, Option> = Record<string, Option>> {
  name: string
  /** A line for the list of commands. */
  summary: string
  /** What else its help says: whole lines. */
  description?: string
  /** What it takes without a dash, in the help's words: `FILE`. All must be given. */
  operands?: readonly string[]
  /** Those beside `commonOptions`. */
  options: Options
  run(asked: Asked<Options>): Promise<ExitCode>
}

/** What every command takes. The secret key is none of them: arguments are seen by who lists processes. */
export const commonOptions = {
  url: { type: 'string', value: 'URL', describe: 'Where the service is; else TYCK_URL' },
  json: { type: 'boolean', describe: 'Tells the result as JSON, on stdout and alone there' },
  help: { type: 'boolean', short: 'h', describe: 'Shows this' },
} as const satisfies Record<string, Option>

/** A command whose `run` knows the options by their names and types. */
export function defineCommand<const Options extends Record<string, Option>>(
  command: Command<Options>,
): Command {
  return command as unknown as Command
}
