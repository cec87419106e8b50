import type { Command } from './command.ts'
import { apply } from './commands/apply.ts'
import { exportFile } from './commands/export.ts'
import { importFile } from './commands/import.ts'
import { imports } from './commands/imports.ts'
import { plan } from './commands/plan.ts'
import { pull } from './commands/pull.ts'
import { types } from './commands/types.ts'

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [pull, plan, apply, exportFile, importFile, imports, types]
