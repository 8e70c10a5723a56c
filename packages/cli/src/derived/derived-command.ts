import { type Operation, type OperationName, operations, Token } from '@keyward/contract'
import { type InputField, inputFields, OPERATION_DOCS } from '@keyward/contract/docs'
import type { Command } from 'commander'
import type { Act, Acting } from '../act.ts'
import { tokenFacts } from '../commands/tokens/list.ts'
import { readFile } from '../input/read-file.ts'
import { readJsonObject } from '../input/read-json.ts'
import { parseCount } from '../input/whole-number.ts'
import { describe } from '../output/describe.ts'
import { wrongUsage } from '../stop.ts'
import { callOperation, walkOperation } from './call-operation.ts'
import { addFieldOptions, flagOf, isPaged, typedFields, typedInput } from './field-options.ts'

/** How a derived command presents its operation. */
export type Presentation = {
  operation: OperationName
  /** What is asked before it is done. */
  ask?: string | undefined
  columns?: readonly string[] | undefined
}

type Options = Record<string, unknown> & { input?: string; limit?: number; all?: boolean }

const SHOWN = 50
const LONGEST = 50
const NOTHING = 'There is none.'
/** Bulk changes and a whole chain take minutes. */
const PATIENCE_MS = 30 * 60_000

/** Gives a command the arguments, options, help and work of an operation, all derived from its declaration. */
export function deriveCommand(command: Command, act: Acting, presentation: Presentation): void {
  const { operation } = presentation
  const fields = inputFields(operation)
  const path = pathFields(fields)
  for (const field of path) command.argument(`<${flagOf(field)}>`, field.description ?? '')
  addFieldOptions(command, fields)
  if (fields.length === path.length) command.usage(path.map((field) => `<${flagOf(field)}>`).join(' '))
  else command.option('--input <file>', 'the input as a JSON object; - for standard input')
  if (isPaged(fields))
    command
      .option('--limit <number>', `at most so many; ${SHOWN} unless said`, parseCount)
      .option('--all', 'every one of them')
  command
    .description(docsOf(operation))
    .addHelpText('after', afterHelp(operation, fields))
    .action(act<Options>((acts, options, words) => perform(acts, presentation, fields, options, words)))
}

async function perform(
  act: Act,
  { operation, ask, columns }: Presentation,
  fields: readonly InputField[],
  options: Options,
  words: readonly string[],
): Promise<undefined> {
  const { authority, streams, method }: Operation = operations[operation]
  const input = await gatherInput(act, operation, fields, options, words)
  const client = authority === 'none' ? act.anonymousClient() : act.client()
  if (ask !== undefined) await act.confirm(ask)
  const pages = isPaged(fields) ? walkOperation(client, operation, input) : undefined
  if (pages) return tellPages(act, pages, options, columns)
  const patience = method === 'GET' && !streams ? {} : { timeoutMs: PATIENCE_MS }
  const answer = await callOperation(client, operation, input, patience)
  if (isStream(answer)) return tellStream(act, answer)
  const token = changedToken(answer)
  const told = (room?: number) =>
    token ? tokenFacts(token, act.shell.now()) : describe(answer, columns, room)
  act.answer(answer ?? {}, told)
  if (told() === '') act.note(method === 'GET' ? NOTHING : 'Done.')
}

/** What the words, the options and `--input` say together; the words win. @throws Stop */
async function gatherInput(
  act: Act,
  operation: OperationName,
  fields: readonly InputField[],
  options: Options,
  words: readonly string[],
): Promise<Record<string, unknown>> {
  const { input: file } = options
  const given = file === undefined ? {} : readJsonObject(await readFile(act.terminal, file), 'The input')
  const typed = typedInput(fields, options)
  const document = fields.find(({ kind }) => kind === 'document')
  if (document && typeof typed[document.name] === 'string')
    typed[document.name] = await readFile(
      act.terminal,
      String(typed[document.name]),
      documentBytes(operation),
    )
  const path = Object.fromEntries(pathFields(fields).map(({ name }, at) => [name, words[at]]))
  const input = { ...given, ...typed, ...path }
  const missing = fields.filter(({ required, name }) => required && !(name in input))
  if (missing.length > 0) throw wrongUsage(...tellMissing(missing))
  return input
}

function tellMissing(missing: readonly InputField[]): [string, string] {
  const flags = typedFields(missing).map((field) => `--${flagOf(field)}`)
  const secrets = missing.filter(({ secret }) => secret).map(({ name }) => name)
  return [`Missing: ${[...flags, ...secrets].join(', ')}`, adviceOn(flags, secrets)]
}

function adviceOn(flags: readonly string[], secrets: readonly string[]): string {
  if (secrets.length > 0)
    return 'What is secret stands in no word of a command: send it as JSON with --input -'
  const renamed = flags.find((flag) => flag.startsWith('--set-'))
  return renamed === undefined
    ? 'Add --help to see what it takes.'
    : `${renamed.replace('set-', '')} means something else, to every command: add --help to see what this one takes.`
}

async function tellPages(
  act: Act,
  pages: AsyncIterable<unknown>,
  { limit = SHOWN, all = false }: Options,
  columns: readonly string[] | undefined,
): Promise<undefined> {
  const wanted = all ? Number.POSITIVE_INFINITY : limit
  const found: unknown[] = []
  let more = false
  for await (const item of pages) {
    more = found.length >= wanted
    if (more) break
    found.push(item)
  }
  act.answer(found, (room) => describe(found, columns, room))
  if (found.length === 0) act.note(NOTHING)
  else if (more) act.note(`The first ${wanted}. Add --all for every one.`)
}

async function tellStream(act: Act, lines: AsyncIterable<unknown>): Promise<undefined> {
  for await (const line of lines) {
    act.terminal.out(`${JSON.stringify(line)}\n`)
    await act.terminal.taken()
  }
}

/** The token of an answer that says nothing more than what became of it. */
function changedToken(answer: unknown): Token | undefined {
  if (typeof answer !== 'object' || answer === null || !('token' in answer)) return undefined
  const others = Object.keys(answer).filter((name) => name !== 'token' && name !== 'receipt')
  return others.length === 0 ? Token.safeParse(answer.token).data : undefined
}

function docsOf(operation: OperationName): string {
  const { summary, description } = OPERATION_DOCS[operation]
  return [summary, description].filter(Boolean).join(' ')
}

/** What the declaration says besides: who may do it, and one example of its input. */
function afterHelp(operation: OperationName, fields: readonly InputField[]): string {
  const { authority }: Operation = operations[operation]
  const secrets = fields.filter(({ secret }) => secret).map(({ name }) => name)
  const told = [
    ...(typeof authority === 'string'
      ? []
      : [authority.length === 1 ? `Needs ${authority[0]}` : `Needs one of:\n${indented(authority)}`]),
    ...(secrets.length > 0 ? [`With --input only: ${secrets.join(', ')}`] : []),
    ...(fields.some(({ kind, secret }) => kind === 'json' || secret)
      ? [`Input, for example:\n${indented(exampleOf(operation))}`]
      : []),
  ]
  return told.length === 0 ? '' : `\n${told.join('\n')}`
}

/** Long texts, such as tokens, are cut: the page is 80 columns wide. */
const exampleOf = (operation: OperationName): string[] =>
  JSON.stringify(OPERATION_DOCS[operation].example.input, cutLong, 2).split('\n')

const cutLong = (_: string, value: unknown): unknown =>
  typeof value === 'string' && value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`).join('\n')

const pathFields = (fields: readonly InputField[]) => fields.filter(({ place }) => place === 'params')

function documentBytes(operation: OperationName): number | undefined {
  const { text }: Operation = operations[operation]
  return text?.maxBytes
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value
