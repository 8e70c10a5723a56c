import type { InputField } from '@keyward/contract/docs'
import { type Command, Option } from 'commander'
import { readJson } from '../input/read-json.ts'
import { parseWhole } from '../input/whole-number.ts'
import { wrongUsage } from '../stop.ts'

/** Options that every command has, whose names a field may not take. */
const TAKEN = new Set(['profile', 'url', 'json', 'yes', 'version', 'input', 'all', 'help'])

/** Stands for null while commander has it, which would make it an empty text. */
const NONE = Symbol('none')

/** How a field is typed: `--seats-per-member`; a name that means something to every command goes with `set`. */
export function flagOf({ name }: InputField): string {
  const flag = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return TAKEN.has(flag) ? `set-${flag}` : flag
}

/** Fields that stand in the words of a command; the path's own come before them, by position. */
export function typedFields(fields: readonly InputField[]): InputField[] {
  const left = isPaged(fields) ? ['cursor', 'limit'] : []
  return fields.filter(({ place, secret, name }) => place !== 'params' && !secret && !left.includes(name))
}

/** Whether it answers a page at a time: such a command walks the pages itself. */
export const isPaged = (fields: readonly InputField[]): boolean =>
  fields.some(({ name }) => name === 'cursor')

/** Adds an option for each field. */
export function addFieldOptions(command: Command, fields: readonly InputField[]): void {
  for (const field of typedFields(fields)) command.addOption(optionOf(field))
}

function optionOf(field: InputField): Option {
  const { choices, several, byDefault } = field
  const told = new Option(`--${flagOf(field)}${argumentOf(field)}`, tellField(field))
  if (several)
    return told.argParser((text: string, sofar: unknown) =>
      field.nullable && text === 'null' ? NONE : [...[sofar ?? []].flat(), text],
    )
  if (byDefault === false) return told
  if (choices.length > 0 && choices.length <= 8 && !field.nullable) return told.choices(choices)
  return told.argParser((text: string) => parseField(field, text))
}

function argumentOf({ kind, several, byDefault }: InputField): string {
  if (byDefault === false) return ''
  const names = { text: 'text', whole: 'number', boolean: 'yes|no', json: 'json', document: 'file' }
  return ` <${names[kind]}${several ? '...' : ''}>`
}

function tellField({ description, choices, required, byDefault, nullable }: InputField): string {
  const told = [
    description,
    choices.length > 8 ? choices.join(', ') : undefined,
    nullable ? '`null` for none' : undefined,
    byDefault === undefined || typeof byDefault === 'object' || byDefault === false
      ? undefined
      : `${String(byDefault)} unless said`,
    required ? 'required' : undefined,
  ]
  return told.filter((each) => each !== undefined).join('; ')
}

/** @throws Stop */
function parseField(field: InputField, text: string): unknown {
  if (field.nullable && text === 'null') return NONE
  if (field.kind === 'whole') return parseWhole(text)
  if (field.kind === 'json') return readJson(text, `--${flagOf(field)}`)
  if (field.kind === 'boolean') return yesOrNo(text)
  if (field.choices.length === 0 || field.choices.includes(text)) return text
  throw wrongUsage(
    `"${text}" will not do for --${flagOf(field)}`,
    `Choose one of ${field.choices.join(', ')}.`,
  )
}

function yesOrNo(text: string): boolean {
  if (text === 'yes' || text === 'true') return true
  if (text === 'no' || text === 'false') return false
  throw wrongUsage(`"${text}" is neither yes nor no`)
}

/** What was typed, field by field. */
export function typedInput(
  fields: readonly InputField[],
  options: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const typed: Record<string, unknown> = {}
  for (const field of typedFields(fields)) {
    const value = options[attributeOf(field)]
    if (value !== undefined) typed[field.name] = value === NONE ? null : value
  }
  return typed
}

/** What commander calls the option. */
const attributeOf = (field: InputField): string =>
  flagOf(field).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
