import type { Command } from './command.ts'
import { importFile } from './commands/import.ts'
import { imports } from './commands/imports.ts'
import { types } from './commands/types.ts'

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [importFile, imports, types]
