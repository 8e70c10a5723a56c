import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { AccessInput, InputOf } from '@keyward/contract'
import { createApp } from './app.ts'
import { catalogue } from './catalogue.ts'
import type { Note } from './notes.ts'
import { type NotesWorld, openNotes } from './open.ts'
import { addPerson, addTeam, setActive } from './people.ts'
import { seed } from './seed.ts'

const folder = mkdtempSync(join(tmpdir(), 'notes-api-'))
let world: NotesWorld
let app: ReturnType<typeof createApp>
let address: string

before(async () => {
  world = await openNotes(folder)
  await seed(world)
  // More live tokens than a member has by default: each test makes its own.
  const { organizationId } = await actor('ada')
  await world.keyward.updateSettings({ kind: 'host', organizationId, name: 'test' }, { seatsPerMember: 100 })
  app = createApp(world)
  address = await app.listen({ host: '127.0.0.1', port: 0 })
})
after(async () => {
  await app?.close()
  await world?.close()
  rmSync(folder, { recursive: true, force: true })
})

const actor = (person: string, team = 'acme') =>
  world.keyward.members.actor({ organization: team, externalId: person })

async function generate(person: string, access?: InputOf<'generateToken'>['access'], team?: string) {
  const { plaintext, token } = await world.keyward.generateToken(await actor(person, team), {
    name: `${person}'s laptop`,
    ...(access && { access }),
  })
  return { plaintext, id: token.id }
}

const scopes = (...list: string[]): InputOf<'generateToken'>['access'] => ({ kind: 'custom', scopes: list })

async function call(token: string | undefined, method: string, path: string, body?: object) {
  const response = await fetch(address + path, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: text === '' ? undefined : JSON.parse(text),
  }
}

test('[L1] a request without a token is refused with a bare challenge', async () => {
  const answer = await call(undefined, 'GET', '/notes')
  assert.deepEqual(
    [answer.status, answer.challenge, answer.body.code],
    [401, 'Bearer realm="notes"', 'credential_missing'],
  )
  const basic = await fetch(`${address}/notes`, { headers: { authorization: 'Basic YWRhOmFkYQ==' } })
  assert.equal(basic.status, 401)
})

test('[L1] a request with a wrong token is refused as invalid_token', async () => {
  const { plaintext } = await generate('ada')
  const mistyped = plaintext.slice(0, -1) + (plaintext.endsWith('0') ? '1' : '0')
  const stranger = 'kw_0000000000000000_00000000000000000000000000000000000000000000000000'
  for (const wrong of ['nonsense', mistyped, stranger, plaintext.toLowerCase(), plaintext + plaintext]) {
    const answer = await call(wrong, 'GET', '/notes')
    assert.equal(answer.status, 401)
    assert.match(answer.challenge ?? '', /^Bearer realm="notes", error="invalid_token"/)
  }
})

test('[L1] a token that lacks the permission is refused, and told which one', async () => {
  const { plaintext } = await generate('ada')
  const answer = await call(plaintext, 'POST', '/notes', { title: 'Mine' })
  assert.equal(answer.status, 403)
  assert.equal(
    answer.challenge,
    'Bearer realm="notes", error="insufficient_scope", scope="notes/notes:create"',
  )
  assert.deepEqual(
    [answer.body.code, answer.body.permission, answer.body.token.name],
    ['permission_missing', 'notes/notes:create', "ada's laptop"],
  )
})

test('[L1] a token that holds the permission reads and writes', async () => {
  const { plaintext } = await generate('ada', { kind: 'full_access' })
  const made = await call(plaintext, 'POST', '/notes', { title: 'Mine', body: 'First' })
  assert.equal(made.status, 201)
  const path = `/notes/${made.body.id}`
  assert.equal((await call(plaintext, 'PATCH', path, { body: 'Second' })).body.body, 'Second')
  const listed: Note[] = (await call(plaintext, 'GET', '/notes')).body.notes
  assert.ok(listed.some((note) => note.id === made.body.id && note.body === 'Second'))
  const comment = await call(plaintext, 'POST', `${path}/comments`, { body: 'Well said' })
  assert.equal((await call(plaintext, 'GET', `${path}/comments`)).body.comments.length, 1)
  assert.equal((await call(plaintext, 'DELETE', `${path}/comments/${comment.body.id}`)).status, 204)
  assert.equal((await call(plaintext, 'DELETE', path)).status, 204)
  assert.equal((await call(plaintext, 'GET', path)).status, 404)
})

test('[L1] each route of the catalogue is opened by its own permission, and by no other', async () => {
  const everything = catalogue.flatMap(({ slug, resources }) =>
    resources.flatMap(({ name, actions }) =>
      actions.map((action) => ({
        permission: `${slug}/${name}:${action.name}`,
        routes: action.routes.filter(({ method }) => method !== 'FIELD'),
      })),
    ),
  )
  for (const { permission, routes } of everything) {
    const alone = await generate('ada', scopes(permission))
    const rest = await generate(
      'ada',
      scopes(...everything.map((each) => each.permission).filter((each) => each !== permission)),
    )
    for (const { method, path } of routes) {
      const place = path.replaceAll(/\{\w+\}/g, 'none')
      const bodied = method === 'POST' || method === 'PATCH' ? { wrong: true } : undefined
      assert.ok(![401, 403].includes((await call(alone.plaintext, method, place, bodied)).status), permission)
      assert.equal((await call(rest.plaintext, method, place, bodied)).body.permission, permission)
    }
  }
})

test('the API learns who is calling, and a note remembers its author', async () => {
  const { plaintext } = await generate('ada', { kind: 'full_access' })
  const me = await call(plaintext, 'GET', '/me')
  assert.deepEqual([me.body.owner.externalId, me.body.organization.externalId], ['ada', 'acme'])
  const note = await call(plaintext, 'POST', '/notes', { title: 'Signed' })
  assert.deepEqual(note.body.author, { person: 'ada', name: 'Ada Berg' })
})

test('a team never sees the notes of another', async () => {
  await addTeam(world, { id: 'rival', name: 'Rival' })
  await addPerson(world, { id: 'eve', teamId: 'rival', name: 'Eve', role: 'admin', active: true })
  const full: AccessInput = { kind: 'full_access' }
  const [ada, eve] = [await generate('ada', full), await generate('eve', full, 'rival')]
  const { body: note } = await call(ada.plaintext, 'POST', '/notes', { title: 'Ours' })
  assert.deepEqual((await call(eve.plaintext, 'GET', '/notes')).body.notes, [])
  for (const method of ['GET', 'PATCH', 'DELETE'])
    assert.equal(
      (await call(eve.plaintext, method, `/notes/${note.id}`, method === 'PATCH' ? {} : undefined)).status,
      404,
    )
})

test('[A8] the very next request after a revoke has returned is refused', async () => {
  for (let round = 0; round < 20; round++) {
    const { plaintext, id } = await generate('ada')
    assert.equal((await call(plaintext, 'GET', '/notes')).status, 200)
    await world.keyward.revokeToken(await actor('ada'), { tokenId: id })
    const answer = await call(plaintext, 'GET', '/notes')
    assert.deepEqual([answer.status, answer.body.code], [401, 'token_revoked'])
  }
})

test('[A8] a revoke by another process on the same database counts just as much', async () => {
  const other = await openNotes(folder)
  try {
    for (let round = 0; round < 20; round++) {
      const { plaintext, id } = await generate('ada')
      assert.equal((await call(plaintext, 'GET', '/notes')).status, 200)
      await other.keyward.revokeToken(await actor('ada'), { tokenId: id })
      assert.equal((await call(plaintext, 'GET', '/notes')).status, 401)
    }
  } finally {
    await other.close()
  }
})

test('[B22] people of the host have tokens without an e-mail or a sign-in to Keyward', async () => {
  await addPerson(world, { id: 'user:42', teamId: 'acme', name: 'Mo', role: 'developer', active: true })
  const { plaintext, id } = await generate('user:42')
  const me = await call(plaintext, 'GET', '/me')
  assert.deepEqual([me.body.owner.externalId, me.body.owner.email], ['user:42', null])
  const { createdBy, shownStatus } = await world.keyward.getToken(await actor('user:42'), { tokenId: id })
  assert.deepEqual([createdBy.name, shownStatus], ['Mo', 'active'])
})

test('[B22] deactivating a person stops their tokens at once; reactivating lets them work again', async () => {
  await addPerson(world, { id: 'lin', teamId: 'acme', name: 'Lin', role: 'developer', active: true })
  const { plaintext, id } = await generate('lin')
  assert.equal((await call(plaintext, 'GET', '/notes')).status, 200)

  await setActive(world, 'lin', false)
  assert.equal((await call(plaintext, 'GET', '/notes')).body.code, 'owner_inactive')
  const host = { ...(await actor('lin')), kind: 'host', name: 'notes' } as const
  assert.equal((await world.keyward.getToken(host, { tokenId: id })).shownStatus, 'stopped')

  await setActive(world, 'lin', true)
  assert.equal((await call(plaintext, 'GET', '/notes')).status, 200)
})

test('[B22] a change that missed Keyward is repaired at the next start', async () => {
  await addPerson(world, { id: 'kim', teamId: 'acme', name: 'Kim', role: 'developer', active: true })
  const { plaintext } = await generate('kim')
  world.database.prepare('update person set active = 0 where id = ?').run('kim')
  assert.equal((await call(plaintext, 'GET', '/notes')).status, 200)
  await (await openNotes(folder)).close()
  assert.equal((await call(plaintext, 'GET', '/notes')).body.code, 'owner_inactive')
})

test('the token’s page says when, from where and by what it was last used', async () => {
  const { plaintext, id } = await generate('ada')
  const ada = await actor('ada')
  assert.equal((await world.keyward.getToken(ada, { tokenId: id })).lastUse, null)
  const begun = Date.now()
  await call(plaintext, 'GET', '/notes')
  await world.keyward.flush()
  const { lastUse } = await world.keyward.getToken(ada, { tokenId: id })
  assert.equal(lastUse?.address, '127.0.0.1')
  assert.equal(lastUse?.agent, 'node')
  assert.ok(Date.parse(lastUse.at) >= begun)
})
