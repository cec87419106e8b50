import { TyckError } from '@tyck/client'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../src/failureOf.ts'
import { speak } from '../src/say.ts'

/** What a process with these streams prints, and where. */
function printed({ json = false, colours = false } = {}) {
  const out = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof out) => ({
    isTTY: colours,
    hasColors: () => colours,
    write: (text: string) => {
      out[name] += text
      return true
    },
  })
  const process = { stdin: { isTTY: false }, stdout: stream('stdout'), stderr: stream('stderr') }
  return { say: speak(process as unknown as NodeJS.Process, json), out }
}

const evil = 'a\u001b[2J\u0007\r\n::error::b\u202ec'

describe('what others wrote steers no terminal', () => {
  test('and begins no line, in the result and beside it', () => {
    const { say, out } = printed()
    say.line(evil)
    say.note(evil)
    expect(out.stdout).toBe('a�[2J���::error::b�c\n')
    expect(out.stderr).toBe('a�[2J��\n�::error::b�c\n')
  })

  test.each(['::error::x', '  ::add-mask::x', '##[error]x'])('nor CI that reads %j', line => {
    const { say, out } = printed()
    say.line(line)
    expect(out.stdout).toBe(`${line.replace(/::|##/, '�$&')}\n`)
  })

  test('while what is painted stays so', () => {
    const { say, out } = printed({ colours: true })
    say.line(`${say.paint.red('!')} ${say.paint.bold('\u001b[8mhidden')}`)
    expect(out.stdout).toBe('\u001b[31m!\u001b[39m \u001b[1m�[8mhidden\u001b[22m\n')
  })

  test('where the service says it', () => {
    const error = new TyckError('POST /', {
      code: 'validation-failed',
      status: 400,
      detail: evil,
      retryable: false,
      errors: [{ pointer: evil, code: 'x', expected: 'y' }],
    })
    const { message } = failureOf(error)
    expect(message.split('\n')).toHaveLength(2)
  })

  test('but programs are told exactly', () => {
    const { say, out } = printed({ json: true })
    say.result({ evil })
    expect(JSON.parse(out.stdout)).toEqual({ evil })
  })
})
