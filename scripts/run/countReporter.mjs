/** @import { Reporter, TestModule } from 'vitest/node' */

/**
 * Ends the run with one plain line that says how many tests there were. vitest asks for a class.
 * @implements {Reporter}
 */
export default class CountReporter {
  /**
   * @param {readonly TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    // Nothing ran: the setup failed, and says so. A line would read like a success.
    if (modules.length === 0) return
    let passed = 0
    // An error outside the tests fails the run, so the line must not say "0 failed".
    let failed = unhandledErrors.length
    for (const module of modules) {
      const states = [...module.children.allTests()].map(test => test.result().state)
      passed += states.filter(state => state === 'passed').length
      const inTests = states.filter(state => state === 'failed').length
      // A file that doesn't load, or a hook that fails, has no failed test of its own.
      failed += inTests > 0 || module.ok() ? inTests : 1
    }
    console.log(`${passed} passed, ${failed} failed`)
  }
}
