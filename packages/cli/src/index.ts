export { CALLABLE } from './derived/add-derived-commands.ts'
export { EXIT, type ExitCode } from './exit-codes.ts'
export { makeProgram, runCommand } from './run-command.ts'
export type { ProfileFile, Shell, Terminal } from './shell.ts'
