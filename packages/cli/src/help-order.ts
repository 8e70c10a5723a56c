import { type Command, Help } from 'commander'

/** Under which heading the list of commands shows each; a heading comes where its first command was added. */
const HEADINGS: Readonly<Record<string, string>> = {
  'Who speaks:': 'login logout whoami profiles self',
  'API tokens:': 'tokens verify explain usage scan leaked scanner-rules catalogue',
  'The organisation:': 'members invitations roles settings policy audit notices webhooks',
  'The installation:': 'organizations provision',
  "On the server's own machine:": 'serve migrate backup restore release keys doctor',
  'Besides:': 'call completion',
}

/** Puts the commands of the program under headings, for whoever looks for one. */
export function putInOrder(program: Command): void {
  const ordered = Object.values(HEADINGS).flatMap((names) => names.split(' '))
  for (const command of program.commands) {
    const heading = Object.keys(HEADINGS).find((each) => HEADINGS[each]?.split(' ').includes(command.name()))
    if (heading) command.helpGroup(heading)
  }
  const help = new Help()
  const placeOf = (command: Command) => ordered.indexOf(command.name())
  program.configureHelp({
    ...program.configureHelp(),
    visibleCommands: (command) => help.visibleCommands(command).sort((a, b) => placeOf(a) - placeOf(b)),
  })
}
