import { Command } from 'commander'
import { acting } from './act.ts'
import { addAuditCommands } from './commands/audit.ts'
import { addCatalogueCommands } from './commands/catalogue.ts'
import { addCompletionCommands } from './commands/completion.ts'
import { addExplainCommand } from './commands/explain.ts'
import { addInstallationCommands } from './commands/installation.ts'
import { addLeakedCommand } from './commands/leaked.ts'
import { addProfileCommands } from './commands/profiles.ts'
import { addScanCommand } from './commands/scan.ts'
import { addSelfCommands } from './commands/self.ts'
import { addTokenCommands } from './commands/tokens.ts'
import { addVerifyCommand } from './commands/verify.ts'
import { addDerivedCommands } from './derived/add-derived-commands.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { putInOrder } from './help-order.ts'
import type { Shell } from './shell.ts'
import { tellFailure } from './tell-failure.ts'

/** Help is written for a page where it is read, and never in lines that are hard to follow. */
const HELP_COLUMNS = 80
const MOST_HELP_COLUMNS = 100

const AFTER_HELP = `
Results go to standard output, everything else to standard error. Tokens are
read from KEYWARD_TOKEN, a profile, standard input or a prompt, never from the
words of a command. \`keyward help <command>\` tells more of one.`

/** Runs one command, its words without `node` and the script, and says how the process should end. */
export async function runCommand(given: readonly string[], shell: Shell, version: string): Promise<ExitCode> {
  let exit: ExitCode = EXIT.done
  const [first, ...rest] = given
  // commander's own `help`, which is off, goes one word deep.
  const words = first === 'help' ? [...rest, '--help'] : given
  try {
    const program = await makeProgram(shell, version, words, (ended) => {
      exit = ended
    })
    if (words.length === 0) program.help()
    await program.parseAsync([...words], { from: 'user' })
    return exit
  } catch (error) {
    const told = tellFailure(error)
    for (const line of told.lines) shell.terminal.err(`${line}\n`)
    return told.exit
  }
}

/** Every command there is; the options of those that are derived come with their names in `words`. */
export async function makeProgram(
  shell: Shell,
  version: string,
  words: readonly string[],
  ended: (exit: ExitCode) => void,
): Promise<Command> {
  const { terminal } = shell
  const width = Math.min(terminal.columns ?? HELP_COLUMNS, MOST_HELP_COLUMNS)
  const program = new Command('keyward')
    .description('Generates, lists, verifies and revokes API tokens from a shell.')
    .option('--profile <name>', 'the profile to speak with')
    .option('--url <address>', 'the server, when the token comes from KEYWARD_TOKEN')
    .option('--json', 'print results as JSON')
    .option('-y, --yes', 'do not ask for confirmation')
    .version(version, '-V, --version', 'print the version')
    .addHelpText('after', AFTER_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'keyward: ')),
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
    })
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .showHelpAfterError('  Add --help to see how.')
    .helpCommand(false)
  const act = acting(shell, ended)
  addProfileCommands(program, act)
  addTokenCommands(program, act)
  addVerifyCommand(program, act)
  addExplainCommand(program, act)
  addCatalogueCommands(program, act)
  addAuditCommands(program, act)
  addLeakedCommand(program, act)
  addScanCommand(program, act)
  addSelfCommands(program, act)
  addInstallationCommands(program, act)
  await addDerivedCommands(program, act, words)
  addCompletionCommands(program, act)
  putInOrder(program)
  return program
}
