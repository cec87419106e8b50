import { createInterface } from 'node:readline/promises'
import { plain, uncommanded } from './plain.ts'

/** How a command speaks: its result on stdout, everything else on stderr. */
export interface Say {
  /** A line of the result, for people; nothing with `--json`. What it has of others' texts steers no terminal. */
  line(text?: string): void
  /** The result for programs, with `--json` alone. */
  result(value: unknown): void
  /** Lines beside the result. Texts of others must be `plain`, or they may begin lines of their own. */
  note(text: string): void
  /** How far it is, on one line that the next one replaces; nothing where stderr is no terminal. */
  progress(text: string): void
  /** Whether somebody is there to be asked. */
  isAnybodyThere: boolean
  /** Asks for yes or no; anything but y or yes is no. */
  ask(question: string): Promise<boolean>
  paint: Paint
}

/** Colours a text, where stdout shows colours. */
type Paint = Record<'red' | 'green' | 'yellow' | 'bold' | 'dim', (text: string) => string>

const codes = { red: [31, 39], green: [32, 39], yellow: [33, 39], bold: [1, 22], dim: [2, 22] } as const

/** Speaks through the streams of this process. Colours follow NO_COLOR and FORCE_COLOR, as Node reads them. */
export function speak({ stdin, stdout, stderr }: NodeJS.Process, json: boolean): Say {
  // Only a terminal has `hasColors`.
  const hasColours = !json && stdout.isTTY === true && stdout.hasColors()
  const paint = Object.fromEntries(
    Object.entries(codes).map(([name, [on, off]]) => [
      name,
      (text: string) => (hasColours ? `\u001b[${on}m${text}\u001b[${off}m` : text),
    ]),
  ) as Paint
  // Nothing else is painted than what `paint` does.
  const ours = new RegExp(`(\u001b\\[(?:${Object.values(codes).flat().join('|')})m)`)
  const oneLine = (text: string) => {
    const parts = hasColours ? text.split(ours) : [text]
    return uncommanded(parts.map((part, at) => (at % 2 === 1 ? part : plain(part))).join(''))
  }
  let isLineUnfinished = false
  const finishLine = () => {
    if (isLineUnfinished) stderr.write('\r\u001b[K')
    isLineUnfinished = false
  }
  return {
    paint,
    line(text = '') {
      if (json) return
      finishLine()
      stdout.write(`${oneLine(text)}\n`)
    },
    result(value) {
      if (!json) return
      finishLine()
      stdout.write(`${JSON.stringify(value, null, 2)}\n`)
    },
    note(text) {
      finishLine()
      stderr.write(`${text.split('\n').map(oneLine).join('\n')}\n`)
    },
    progress(text) {
      if (stderr.isTTY !== true) return
      finishLine()
      stderr.write(oneLine(text))
      isLineUnfinished = true
    },
    isAnybodyThere: stdin.isTTY === true && stderr.isTTY === true,
    async ask(question) {
      finishLine()
      const asking = createInterface({ input: stdin, output: stderr })
      // Whoever closes the input says no.
      const closed = new Promise<string>(resolve => asking.once('close', () => resolve('')))
      const answer = await Promise.race([asking.question(`${oneLine(question)} [y/N] `), closed])
      asking.close()
      return /^y(?:es)?$/i.test(answer.trim())
    },
  }
}
