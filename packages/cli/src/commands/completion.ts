import type { Command, Option } from 'commander'
import type { Act, Acting } from '../act.ts'
import { plainText } from '../output/plain-text.ts'
import { wrongUsage } from '../stop.ts'

/** What a shell runs at a tab: it asks the command itself, so that what is offered is what there is. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_keyward() {
  local IFS=$'\\n'
  COMPREPLY=($(keyward complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1))
}
complete -o default -F _keyward keyward`,
  zsh: `#compdef keyward
_keyward() {
  local -a found
  found=("\${(@f)$(keyward complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null | sed 's/:/\\\\:/g; s/	/:/')}")
  if [[ -n "$found[1]" ]]; then _describe keyward found; else _files; fi
}
compdef _keyward keyward`,
  fish: `complete -c keyward -a '(keyward complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'`,
}

export function addCompletionCommands(program: Command, act: Acting): void {
  program
    .command('completion <shell>')
    .description(
      'print what makes a shell complete these commands: bash, zsh or fish. ' +
        'For bash: source <(keyward completion bash)',
    )
    .action(act(printScript))
  program
    .command('complete [words...]', { hidden: true })
    .description('what could stand in place of the last of these words; asked by the scripts')
    .allowUnknownOption()
    .action(act((acts, _options: object, words) => printCandidates(acts, program, words)))
}

async function printScript(act: Act, _options: object, [shell = '']: string[]): Promise<undefined> {
  const script = SCRIPTS[shell]
  if (script === undefined)
    throw wrongUsage(
      `"${plainText(shell)}" is no shell that is known`,
      `Choose one of ${Object.keys(SCRIPTS).join(', ')}.`,
    )
  act.terminal.out(`${script}\n`)
}

async function printCandidates(act: Act, program: Command, words: readonly string[]): Promise<undefined> {
  for (const { word, says } of candidates(program, words, Object.keys(act.shell.profiles.read().profiles)))
    act.terminal.out(`${word}\t${says}\n`)
}

type Candidate = { word: string; says: string }

/** What the last of the words could become. */
export function candidates(
  program: Command,
  words: readonly string[],
  profiles: readonly string[] = [],
): Candidate[] {
  const begun = words.at(-1) ?? ''
  const command = commandOf(program, words.slice(0, -1))
  const options = [...command.options, ...(command === program ? [] : program.options)]
  const asked = options.find((option) => isValueOf(option, words.at(-2)))
  return offered(command, options, asked, begun, profiles).filter(({ word }) => word.startsWith(begun))
}

function offered(
  command: Command,
  options: readonly Option[],
  asked: Option | undefined,
  begun: string,
  profiles: readonly string[],
): Candidate[] {
  if (asked) {
    const values = asked.long === '--profile' ? profiles : (asked.argChoices ?? [])
    return values.map((word) => ({ word, says: '' }))
  }
  if (begun.startsWith('-')) return options.map(({ long, description }) => candidate(long ?? '', description))
  return command
    .createHelp()
    .visibleCommands(command)
    .map((each) => candidate(each.name(), each.summary() || each.description()))
}

const candidate = (word: string, text: string): Candidate => ({
  word,
  says: text.replace(/[\n\t;.:].*$/s, ''),
})

/** The command that the words lead to, their options left out. */
function commandOf(program: Command, words: readonly string[]): Command {
  let command = program
  for (const word of words) command = command.commands.find((each) => each.name() === word) ?? command
  return command
}

const isValueOf = (option: Option, word: string | undefined): boolean =>
  option.required && word !== undefined && (option.long === word || option.short === word)
