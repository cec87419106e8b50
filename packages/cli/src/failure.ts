/** What a command ends with: done, failed, used wrongly, or (`plan` alone) differences were found. */
export const exitCodes = { done: 0, failed: 1, wrongUse: 2, differences: 3 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Ends a command with words for people. `told` is what `--json` tells beside them. */
export class Failure extends Error {
  readonly exitCode: ExitCode
  readonly told: object

  constructor(words: string, told: object = {}, exitCode: ExitCode = exitCodes.failed) {
    super(words)
    this.name = 'Failure'
    this.told = told
    this.exitCode = exitCode
  }
}

/** The same for who called a command wrongly: nothing was asked of the service. */
export function wrongUse(words: string): Failure {
  return new Failure(words, { code: 'wrong-use' }, exitCodes.wrongUse)
}
