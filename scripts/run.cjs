// `npm start`, `npm test` and all the rest begin here, before anything is installed. In the syntax of Node 10, so
// that an old Node gets as far as saying what it lacks.
var found = process.versions.node
var numbers = found.split('.')
var major = Number(numbers[0])

if (major < 20 || (major === 20 && Number(numbers[1]) < 19)) {
  console.error(`Tyck needs Node 20.19 or newer; this is ${found}.`)
  process.exit(1)
}

import('./run/commands.mjs').then(commands => {
  commands.runCommand(process.argv[2], process.argv.slice(3))
})
