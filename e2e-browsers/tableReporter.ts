import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** What a test of a browser tells beside its outcome. */
declare module 'vitest' {
  interface TaskMeta {
    version?: string
  }
}

/** Ends the run with a table of what ran where, what failed, and what did not run and why. vitest asks for a class. */
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const browsers = modules.flatMap(module => [...module.children.suites()])
    if (browsers.length === 0) return
    const columns = browsers.map(browser => {
      const tests = [...browser.children.allTests()]
      const version = tests.map(test => test.meta().version).find(Boolean)
      const head = [browser.name, version].filter(Boolean).join(' ')
      return {
        head,
        outcomes: new Map(tests.map(test => [test.name, outcomeOf(test)])),
        notes: notesOf(tests),
      }
    })
    const names = [...new Set(columns.flatMap(({ outcomes }) => [...outcomes.keys()]))]
    const rows = [
      ['', ...columns.map(({ head }) => head)],
      ...names.map(name => [name, ...columns.map(({ outcomes }) => outcomes.get(name) ?? '')]),
    ]
    const widths = rows[0]?.map((_, index) => Math.max(...rows.map(row => row[index]?.length ?? 0))) ?? []
    for (const row of rows) {
      console.log(
        row
          .map((text, index) => text.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd(),
      )
    }
    for (const { head, notes } of columns)
      for (const note of notes) console.log(`Not run in ${head}: ${note}`)
  }
}

function outcomeOf(test: TestCase): string {
  const { state } = test.result()
  return { passed: 'passed', failed: 'FAILED', skipped: 'not run', pending: 'not run' }[state]
}

/** Why tests did not run; where all have the same reason, that once. */
function notesOf(tests: TestCase[]): string[] {
  const notes = tests.flatMap(test => {
    const result = test.result()
    return result.state === 'skipped' && result.note ? [{ name: test.name, note: result.note }] : []
  })
  const [first, ...others] = new Set(notes.map(({ note }) => note))
  if (first && notes.length > 1 && others.length === 0) return [first]
  return notes.map(({ name, note }) => `${name}: ${note}`)
}
