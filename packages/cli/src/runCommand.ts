import { type ParseArgsConfig, parseArgs } from 'node:util'
import { TyckError } from '@tyck/client'
import packageJson from '../package.json' with { type: 'json' }
import { type Command, commonOptions, type Given, type Option } from './command.ts'
import { commands } from './commands.ts'
import { type ExitCode, exitCodes, Failure, wrongUse } from './failure.ts'
import { failureOf } from './failureOf.ts'
import { describeCommand, listCommands } from './help.ts'
import { type Say, speak } from './say.ts'

/** Runs what the arguments of `process` name, and tells what to end with. Nothing is thrown but our own mistakes. */
export async function runCommand(process: NodeJS.Process): Promise<ExitCode> {
  const [name, ...args] = process.argv.slice(2)
  const say = speak(process, args.includes('--json'))
  try {
    return await run(process, say, name, args)
  } catch (error) {
    const failure = error instanceof TyckError ? failureOf(error) : error
    if (!(failure instanceof Failure)) throw error
    say.note(failure.message)
    say.result({ error: { ...failure.told, message: failure.message } })
    return failure.exitCode
  }
}

async function run(
  { stdout, env }: NodeJS.Process,
  say: Say,
  name: string | undefined,
  args: string[],
): Promise<ExitCode> {
  if (name === '--version' || name === '-v') {
    stdout.write(`${packageJson.version}\n`)
    return exitCodes.done
  }
  if (name === undefined) throw wrongUse(listCommands(commands))
  const isAskingForHelp = ['help', '--help', '-h'].includes(name)
  const [asked] = isAskingForHelp ? args : [name]
  if (asked === undefined) {
    stdout.write(`${listCommands(commands)}\n`)
    return exitCodes.done
  }
  const command = commands.find(each => each.name === asked)
  if (!command) throw wrongUse(`tyck has no command of this name; "tyck help" lists those that it has.`)
  const { values, positionals } = isAskingForHelp
    ? { values: { help: true }, positionals: [] }
    : read(command, args)
  if (values.help) {
    stdout.write(`${describeCommand(command)}\n`)
    return exitCodes.done
  }
  const { operands = [] } = command
  if (positionals.length !== operands.length) {
    const wanted = operands.length === 0 ? 'nothing without a dash' : operands.join(' and ')
    throw wrongUse(`tyck ${command.name} takes ${wanted}; see "tyck help ${command.name}".`)
  }
  return command.run({ given: values, operands: positionals, env, say })
}

function read(command: Command, args: string[]) {
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    Object.entries<Option>({ ...command.options, ...commonOptions }).map(
      ([name, { type, short, multiple = false }]) => [name, { type, multiple, ...(short ? { short } : {}) }],
    ),
  )
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return { values: values as Given<typeof commonOptions>, positionals }
  } catch (error) {
    const [words] = (error as Error).message.split('. To specify a positional')
    throw wrongUse(`${words}; see "tyck help ${command.name}".`)
  }
}
