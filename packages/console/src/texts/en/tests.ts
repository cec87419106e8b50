/** What is said of tests where what counts would stand. */
export const tests = {
  there: (n: number) =>
    n === 1
      ? 'There is 1 test answer or showing. Tests (on localhost, in previews, or marked as such) count nowhere.'
      : `There are ${n.toLocaleString('en')} test answers and showings. Tests (on localhost, in previews, or marked as such) count nowhere.`,
  look: 'Look at the tests',
}
