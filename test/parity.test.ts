// One declaration, every surface: what the contract declares, REST and GraphQL serve, OpenAPI describes, the client and
// the shell call, and the console reaches.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CALLABLE } from '@keyward/cli'
import { createClient, eachNameOf } from '@keyward/client'
import { type Operation, type OperationName, operations } from '@keyward/contract'
import { OPERATION_DOCS } from '@keyward/contract/docs'
import { fieldName } from '../packages/server/src/graphql/names.ts'
import { leftOut } from '../packages/server/src/graphql/schema.ts'
import { query } from '../packages/server/test/parts/graphql.ts'
import { openSetUpServer } from '../packages/server/test/parts/house.ts'

const ROOT = join(import.meta.dirname, '..')
const NAMES = Object.keys(operations) as OperationName[]
const declared = (name: OperationName): Operation => operations[name]
const sample = (path: string) => path.replaceAll(/\{\w+\}/g, '0000000000000000')

test('[B15] every operation is served over REST at its method and path', async (t) => {
  const { app, ask } = await openSetUpServer(t)
  for (const name of NAMES) {
    const { method, path } = declared(name)
    assert.ok(app.hasRoute({ method, url: path.replaceAll(/\{(\w+)\}/g, ':$1') }), name)
    const { body } = await ask(method, sample(path), { body: {} })
    assert.ok(!['route_unknown', 'method_not_allowed'].includes(body?.code), `${name}: ${body?.code}`)
  }
})

test('[B13] [B15] every operation is described in OpenAPI 3.1 with its name, docstring, input, output and errors, and nothing else is', async (t) => {
  const { ask } = await openSetUpServer(t)
  const { body: document } = await ask('GET', '/openapi.json')
  assert.equal(document.openapi, '3.1.0')
  const described: string[] = []
  for (const methods of Object.values<Record<string, { operationId: string }>>(document.paths))
    for (const { operationId } of Object.values(methods)) described.push(operationId)
  assert.deepEqual(described.sort(), [...NAMES].sort())
  for (const name of NAMES) {
    const { method, path, body, query, params, success = 200, errors, authority } = declared(name)
    const operation = document.paths[path][method.toLowerCase()]
    assert.equal(operation.summary, OPERATION_DOCS[name].summary)
    assert.equal(operation.requestBody !== undefined, body !== undefined, name)
    const named = (operation.parameters ?? []).filter(
      (parameter: { in: string }) => parameter.in !== 'header',
    )
    assert.deepEqual(
      named.map((parameter: { name: string }) => parameter.name),
      Object.keys({ ...params?.shape, ...query?.shape }),
      name,
    )
    assert.ok(success in operation.responses, name)
    const told = JSON.stringify(operation.responses)
    for (const code of errors) assert.ok(told.includes(`\`${code}\``), `${name}: ${code}`)
    assert.equal(operation.security.length > 0, authority !== 'none', name)
  }
})

test('the OpenAPI document points at nothing that is missing, and holds nothing that is not pointed at', async (t) => {
  const { ask } = await openSetUpServer(t)
  const { body: document, text } = await ask('GET', '/openapi.json')
  const pointers = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name)
  assert.deepEqual([...new Set(pointers)].sort(), Object.keys(document.components.schemas).sort())
  assert.equal([...text.matchAll(/"\$ref":/g)].length, pointers.length)
})

test('[B15] every operation is a method of the client', () => {
  const client: Record<string, unknown> = { ...createClient({ baseUrl: 'http://localhost:4117' }) }
  for (const name of NAMES) assert.equal(typeof client[name], 'function', name)
})

test('[B15] every operation is a field of GraphQL, or is left out with a reason', async (t) => {
  const house = await openSetUpServer(t)
  const asked =
    '{ __schema { queryType { fields { ...F } } mutationType { fields { ...F } } } } fragment F on __Field { name description }'
  const { body } = await query(house, asked, { as: house.owner })
  const { queryType, mutationType } = body.data.__schema
  const described = [...queryType.fields, ...mutationType.fields]
  const served = NAMES.filter((name) => leftOut(name) === undefined)
  assert.deepEqual(described.map(({ name }) => name).sort(), served.map(fieldName).sort())
  for (const name of served) {
    const { summary } = OPERATION_DOCS[name]
    assert.ok(
      described.some((field) => field.name === fieldName(name) && field.description.startsWith(summary)),
      name,
    )
  }
  const reasons = new Map(
    NAMES.filter((name) => leftOut(name)).map((name) => [name, declared(name).authority]),
  )
  reasons.delete('exportAuditLog')
  assert.deepEqual([...new Set(reasons.values())], ['none'])
})

/** People in browsers have sessions; a shell speaks with a token. */
const BY_SESSION = (name: OperationName) =>
  declared(name).authority === 'session' || declared(name).tag === 'Session'

/** What the shell does under no words of its own, but by `keyward call`, and why. */
const ONLY_BY_CALL: Partial<Record<OperationName, string>> = {
  getSetup: 'a server says at its start that it waits',
  setUp: 'done once, by the page or by a script',
  requestPasswordReset: 'passwords are for people in browsers',
  resetPassword: 'likewise',
  openInvitation: 'an invitation is opened in a browser',
  acceptInvitation: 'likewise',
  verifyTokens: 'a batch is for programs; `keyward verify` judges one',
  verifyPresented: 'for gateways; `keyward whoami` tells the same',
}

test('[B15] every operation is a command of the shell: by words of its own, or by `keyward call` with a reason', () => {
  const typed = sourcesOf('packages/cli/src')
  for (const name of NAMES) {
    if (BY_SESSION(name)) continue
    assert.ok(CALLABLE.includes(name), `keyward call does not know ${name}`)
    const spoken = isNamed(typed, name)
    const why = ONLY_BY_CALL[name]
    assert.ok(spoken || why, `${name}: give it words in packages/cli/src/derived/spoken.ts, or a reason here`)
    assert.ok(!(spoken && why), `${name} has words of its own: take its reason away`)
  }
})

/** What the console does not call, and why. */
const NOT_IN_CONSOLE: Partial<Record<OperationName, string>> = {
  getSelf: 'a browser has no token to ask about',
  regenerateSelf: 'likewise',
  revokeSelf: 'likewise',
  verifyToken: 'a question of services',
  verifyTokens: 'likewise',
  verifyPresented: 'a question of gateways',
  getScannerRules: 'read by scanners; the guide shows how',
  reportLeaked: 'for whoever holds a leaked token, without a sign-in',
  getRole: 'the list of roles holds each whole',
  putOrganization: 'a host product provisions by program',
  putMember: 'likewise',
  removeProvisionedMember: 'likewise',
  signOutProvisionedMember: 'likewise',
}

/** The console calls these nowhere yet, and what is missing. */
const SCREEN_TO_COME: Partial<Record<OperationName, string>> = {
  listOrganizations: 'no screen for the organisations of an installation',
  getOrganization: 'likewise',
  createOrganization: 'likewise',
  updateOrganization: 'likewise',
}

test('[B15] every operation can be reached in the console, or is not there for a reason', () => {
  const called = sourcesOf('packages/console/src')
  for (const name of NAMES) {
    const why = NOT_IN_CONSOLE[name] ?? SCREEN_TO_COME[name]
    assert.ok(isNamed(called, name) || why, `the console calls no ${name}, and nothing says why`)
    assert.ok(!(isNamed(called, name) && why), `the console calls ${name}: take its reason away`)
  }
})

function sourcesOf(folder: string): string {
  const files = globSync('**/*.{ts,tsx}', { cwd: join(ROOT, folder) }).filter(
    (file) => !file.includes('.test.'),
  )
  return files.map((file) => readFileSync(join(ROOT, folder, file), 'utf8')).join('\n')
}

/** A call (`client.listTokens(…)`), a walk (`eachToken`), or a spoken command (`operation: 'listTokens'`). */
function isNamed(source: string, name: OperationName): boolean {
  const each = eachNameOf(name)
  return [`\\.${name}\\b`, `'${name}'`, ...(each ? [`\\.${each}\\b`] : [])].some((word) =>
    new RegExp(word).test(source),
  )
}
