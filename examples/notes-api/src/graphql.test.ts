import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createApp } from './app.ts'
import { catalogue } from './catalogue.ts'
import { type NotesWorld, openNotes } from './open.ts'
import { seed } from './seed.ts'

const folder = mkdtempSync(join(tmpdir(), 'notes-graphql-'))
let world: NotesWorld
let app: ReturnType<typeof createApp>
let address: string

before(async () => {
  world = await openNotes(folder)
  await seed(world)
  app = createApp(world)
  address = await app.listen({ host: '127.0.0.1', port: 0 })
})
after(async () => {
  await app?.close()
  await world?.close()
  rmSync(folder, { recursive: true, force: true })
})

const actor = () => world.keyward.members.actor({ organization: 'acme', externalId: 'ada' })

const generate = async (name: string, ...scopes: string[]) =>
  world.keyward.generateToken(await actor(), { name, access: { kind: 'custom', scopes } })

async function ask(token: string | undefined, query: string, variables: object = {}) {
  const answer = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = await answer.json()
  const challenge = answer.headers.get('www-authenticate')
  return { status: answer.status, challenge, data, code: errors?.[0]?.extensions.code }
}

test('[L1] a GraphQL query is answered with a valid token, and refused without one or once it is revoked', async () => {
  const none = await ask(undefined, '{ notes { title } }')
  assert.deepEqual(
    [none.status, none.code, none.challenge],
    [401, 'credential_missing', 'Bearer realm="notes"'],
  )
  const { plaintext, token } = await generate('reader', 'notes/notes:find')
  assert.ok(plaintext)
  assert.equal((await ask(plaintext, '{ notes { title } }')).status, 200)
  await world.keyward.revokeToken(await actor(), { tokenId: token.id, reason: 'not_needed' })
  const gone = await ask(plaintext, '{ notes { title } }')
  assert.deepEqual([gone.status, gone.code], [401, 'token_revoked'])
})

test('[S3] one token opens REST and GraphQL by the same permissions, and a field below a note needs its own', async () => {
  const { plaintext } = await generate('writer', 'notes/notes:find', 'notes/notes:create')
  assert.ok(plaintext)
  const create = 'mutation ($title: String!) { createNote(title: $title) { title author { person } } }'
  const made = await ask(plaintext, create, { title: 'By GraphQL' })
  assert.deepEqual(made.data.createNote, { title: 'By GraphQL', author: { person: 'ada' } })
  const listed = await fetch(`${address}/notes`, { headers: { authorization: `Bearer ${plaintext}` } })
  assert.ok((await listed.text()).includes('By GraphQL'))
  const lacking = await ask(plaintext, '{ notes { title comments { body } } }')
  assert.deepEqual([lacking.status, lacking.code], [403, 'permission_missing'])
  assert.match(lacking.challenge ?? '', /scope="notes\/comments:find"/)
  const denied = await ask(plaintext, 'mutation { deleteNote(id: "x") }')
  assert.deepEqual([denied.status, denied.code], [403, 'permission_missing'])
})

const FIELDS: Record<string, string> = {
  'Query.notes': '{ notes { id } }',
  'Query.note': '{ note(id: "x") { id } }',
  'Mutation.createNote': 'mutation { createNote(title: "x") { id } }',
  'Mutation.updateNote': 'mutation { updateNote(id: "x") { id } }',
  'Mutation.deleteNote': 'mutation { deleteNote(id: "x") }',
  'Note.comments': '{ notes { comments { id } } }',
  'Mutation.addComment': 'mutation { addComment(noteId: "x", body: "x") { id } }',
  'Mutation.deleteComment': 'mutation { deleteComment(noteId: "x", id: "x") }',
}

test('[L1] each field of the catalogue is opened by its own permission, and by no other', async () => {
  const actions = catalogue.flatMap(({ slug, resources }) =>
    resources.flatMap(({ name, actions }) =>
      actions.map(({ name: action, routes }) => ({ permission: `${slug}/${name}:${action}`, routes })),
    ),
  )
  const seen = new Set<string>()
  for (const { permission, routes } of actions) {
    const others = actions.map((each) => each.permission).filter((each) => each !== permission)
    const { plaintext, token } = await generate(permission, ...others)
    for (const { path } of routes.filter(({ method }) => method === 'FIELD')) {
      seen.add(path)
      const denied = await ask(plaintext ?? undefined, FIELDS[path] ?? assert.fail(path))
      assert.deepEqual([denied.status, denied.code], [403, 'permission_missing'], path)
      assert.ok(denied.challenge?.includes(`scope="${permission}"`), path)
    }
    await world.keyward.revokeToken(await actor(), { tokenId: token.id, reason: 'not_needed' })
  }
  assert.deepEqual([...seen].sort(), Object.keys(FIELDS).sort())
})

test('[R1] a field learns who is calling: the person whose personal token it is', async () => {
  const { plaintext, token } = await generate('my laptop')
  assert.ok(plaintext)
  assert.deepEqual((await ask(plaintext, '{ me { tokenId tokenName person } }')).data.me, {
    tokenId: token.id,
    tokenName: 'my laptop',
    person: 'ada',
  })
})
