import { type Operation, type OperationName, operations } from '@keyward/contract'
import type { Command } from 'commander'
import type { Acting } from '../act.ts'
import { GROUPS, SPOKEN, type Spoken } from './spoken.ts'

/** Reads declarations, which takes its time: loaded only for the command that is named. */
const derive = async () => (await import('./derived-command.ts')).deriveCommand

/** Adds every command that is derived from an operation's declaration; those that `words` name get their options. */
export async function addDerivedCommands(
  program: Command,
  act: Acting,
  words: readonly string[],
): Promise<void> {
  for (const spoken of SPOKEN) {
    const command = placeOf(program, spoken)
    if (isNamed(spoken.words, words)) (await derive())(command, act, spoken)
    else addArguments(command, spoken.operation)
  }
  await addCall(program, act, words)
}

function placeOf(program: Command, { words, says }: Spoken): Command {
  const [group = '', name] = words.split(' ')
  return (name === undefined ? program.command(group) : groupOf(program, group).command(name)).summary(says)
}

/** What a list of commands shows of one that nobody asked about: the words that it takes. */
function addArguments(command: Command, name: OperationName): void {
  const { path }: Operation = operations[name]
  const fields = [...path.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field)
  for (const field of fields)
    command.argument(
      `<${fields.length === 1 && field.endsWith('Id') ? 'id' : field.replace(/(?:External)?Id$/, '')}>`,
    )
}

/** The group of that name, made when there is none yet. */
export function groupOf(program: Command, name: string): Command {
  const there = program.commands.find((command) => command.name() === name)
  return there ?? program.command(name).description(GROUPS[name] ?? '')
}

/** `keyward call`: every operation that a token can call, those without words of their own too. */
async function addCall(program: Command, act: Acting, words: readonly string[]): Promise<void> {
  const call = program.command('call').summary('call any operation of the API by its name')
  if (!words.includes('call')) return
  const { OPERATION_DOCS } = await import('@keyward/contract/docs')
  call.description(
    'Calls any operation of the API by its name, with options from its declaration.\n' +
      'Those that people type daily have words of their own.',
  )
  for (const name of CALLABLE) {
    const command = call.command(name).summary(firstSentence(OPERATION_DOCS[name].summary))
    if (words.includes(name)) (await derive())(command, act, { operation: name, ask: questionOf(name) })
  }
}

/** Sessions are for people in browsers: a shell speaks with tokens. */
export const CALLABLE: readonly OperationName[] = (Object.keys(operations) as OperationName[]).filter(
  (name) => {
    const { authority, tag }: Operation = operations[name]
    return authority !== 'session' && tag !== 'Session'
  },
)

function questionOf(name: OperationName): string | undefined {
  const { method, repeats, authority }: Operation = operations[name]
  const harmless = method === 'GET' || repeats === 'safely' || authority === 'none'
  return harmless ? undefined : `${name} changes something. Go on?`
}

const firstSentence = (text: string): string => text.replace(/[.:;].*$/s, '')

const isNamed = (spoken: string, words: readonly string[]): boolean =>
  spoken.split(' ').every((word) => words.includes(word))
