import { runCommand } from './runCommand.ts'

// Whoever reads no further, as `head` does, has what they wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

// What was written is still on its way: the process ends by itself.
process.exitCode = await runCommand(process)
