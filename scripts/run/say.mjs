/**
 * What is going on, on stderr: stdout belongs to what was asked for, say the rows of a query.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}
