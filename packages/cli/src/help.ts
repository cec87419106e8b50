import { type Command, commonOptions, type Option } from './command.ts'

/** The list of commands: `tyck --help`. */
export function listCommands(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }): [string, string] => [name, summary])
  return `Usage: tyck COMMAND [options]

${table(rows)}

${table([
  ['help COMMAND', 'What a command does, and its options'],
  ['--version', 'Which version this is'],
])}

TYCK_URL names the service, TYCK_SECRET_KEY opens the project: a secret key, sk_…
It ends with 0 when done, 1 when it failed, 2 when it was used wrongly; plan with 3 when it found differences.`
}

/** The help of one command: `tyck plan --help`. */
export function describeCommand({ name, summary, description, operands = [], options }: Command): string {
  const all: Record<string, Option> = { ...options, ...commonOptions }
  const rows = Object.entries(all).map(([option, { short, value, describe }]): [string, string] => [
    `${short ? `-${short}, ` : ''}--${option}${value ? ` ${value}` : ''}`,
    describe,
  ])
  return [
    `Usage: ${['tyck', name, ...operands].join(' ')} [options]`,
    `${summary}.`,
    ...(description ? [description] : []),
    table(rows),
  ].join('\n\n')
}

function table(rows: readonly [string, string][]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}
