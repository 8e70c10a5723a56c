// Every field of every operation's example, one at a time, replaced by what nobody should send. No operation is named
// here: what the contract declares is asked.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Operation, type OperationName, operations, Problem, splitInput } from '@keyward/contract'
import { OPERATION_DOCS } from '@keyward/contract/docs'
import { JSON_LINES } from '../src/http/mount.ts'
import { generalErrors } from '../src/http/openapi.ts'
import { type Answer, type Asked, openSetUpServer, type SetUpHouse } from './parts/house.ts'

const ODD: unknown[] = [
  ...[undefined, null, true, 0, -1, 1.5, 2 ** 53, 1e308, [], [null], [[]], {}, { $ne: 1 }],
  ...['', ' ', '0', 'null', '*', '%', "' or 1=1 --", '__proto__', 'constructor', '../../etc/passwd'],
  ...['\0', 'a\0b', '\ud800', '\u202eevil', 'x'.repeat(100_000)],
  ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-12-31T23:59:60Z', '2026-02-30'],
]
const SAMPLE_TOKEN_ID = '7Hd2mQx4Lp9Rt3Vz'
const NAMES = Object.keys(operations) as OperationName[]

type Steps = readonly (string | number)[]

/** The way to everything inside a value, fields and items alike. */
function waysInto(value: unknown, steps: Steps = []): Steps[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const way = [...steps, Array.isArray(value) ? Number(key) : key]
    return [way, ...waysInto(inner, way)]
  })
}

function replaced(value: unknown, [step, ...rest]: Steps, odd: unknown): unknown {
  if (step === undefined) return odd
  if (Array.isArray(value)) return value.map((item, at) => (at === step ? replaced(item, rest, odd) : item))
  const object = { ...(value as Record<string, unknown>) }
  return { ...object, [step]: replaced(object[step], rest, odd) }
}

/** The request that carries this input; undefined where no address could. */
function requestOf(
  name: OperationName,
  input: object,
): { url: string; body: object | undefined } | undefined {
  const { params, query, body } = splitInput(name, input)
  let url: string = operations[name].path
  for (const [key, value] of Object.entries(params)) {
    if (typeof value !== 'string' || value.trim() === '' || !value.isWellFormed() || value.length > 400)
      return undefined
    url = url.replace(`{${key}}`, encodeURIComponent(value))
  }
  const asked = Object.entries(query).flatMap(([key, value]) =>
    [value]
      .flat()
      .map((item): [string, string] => [key, typeof item === 'object' ? JSON.stringify(item) : String(item)]),
  )
  const text = new URLSearchParams(asked).toString()
  return url.includes('{') ? undefined : { url: text === '' ? url : `${url}?${text}`, body }
}

const linesOf = (text: string): unknown[] =>
  text.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []))

/** What is wrong with an answer, whatever was asked. */
function faultOf(name: OperationName, { status, body, text, headers }: Answer): string | undefined {
  const declared: Operation = operations[name]
  if (status < 300) {
    const lines = String(headers['content-type']).startsWith(JSON_LINES) ? linesOf(text) : [body]
    const error = lines.map((line) => declared.output.safeParse(line).error).find(Boolean)
    return error && `its answer is not as declared: ${error.message}`
  }
  if (status >= 500) return `${status} ${text}`
  const problem = Problem.safeParse(body)
  if (!problem.success || !/problem\+json/.test(String(headers['content-type']))) return `no problem: ${text}`
  const codes: readonly string[] = [...generalErrors(operations[name]), ...declared.errors]
  if (!codes.includes(problem.data.code)) return `${problem.data.code} is not declared`
  return /\bat .*\.ts|node_modules|SQLITE|select .* from/i.test(text)
    ? `it shows our insides: ${text}`
    : undefined
}

/** A body as it travels: JSON, or the one text that it is. */
function bodyOf(name: OperationName, body: object): Pick<Asked, 'body' | 'headers'> {
  const { text }: Operation = operations[name]
  if (!text) return { body }
  const whole = Object.values(body)[0]
  return {
    body: typeof whole === 'string' ? whole : JSON.stringify(whole ?? ''),
    headers: { 'content-type': text.types[0] },
  }
}

async function askOddly({ ask, owner, generate }: SetUpHouse, name: OperationName): Promise<string[]> {
  const { input } = OPERATION_DOCS[name].example
  const { id } = await generate({ name: 'to be mistreated', owner: 'organization' })
  const example: object = JSON.parse(JSON.stringify(input).replaceAll(SAMPLE_TOKEN_ID, id))
  const odd = waysInto(example).flatMap((way) =>
    ODD.map((value): [string, object] => [way.join('.'), replaced(example, way, value) as object]),
  )
  const faults: string[] = []
  for (const [what, given] of [...odd, ['more', { ...example, more: 1 }] as const]) {
    const request = requestOf(name, given)
    if (!request) continue
    const answer = await ask(operations[name].method, request.url, {
      as: owner,
      ...(request.body && bodyOf(name, request.body)),
    })
    const fault = faultOf(name, answer)
    if (fault) faults.push(`${name}, ${what}: ${fault} after ${JSON.stringify(given).slice(0, 200)}`)
  }
  return faults
}

for (const name of NAMES)
  test(`${name}: no odd field brings the server down, shows its insides, or is answered but as declared`, async (t) => {
    assert.deepEqual(await askOddly(await openSetUpServer(t), name), [])
  })
