import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agreedTo, apply, describing, importing, preview } from './parts/describing.ts'
import { openSetUpServer, type SetUpHouse } from './parts/house.ts'

const MAIL = ['GET /mail mail/find', 'POST /mail mail/send', 'DELETE /mail/{id} mail/erase']
const custom = (...scopes: string[]) => ({ access: { kind: 'custom', scopes } })
const NOBODY = { gaining: 0, gained: 0, losing: 0, lost: 0 }

const permissionsOf = async ({ ask }: SetUpHouse, text: string): Promise<string[]> =>
  (await ask('GET', '/v1/self', { as: text })).body.token.permissions
const catalogueOf = async ({ ask, owner }: SetUpHouse) =>
  (await ask('GET', '/v1/catalogue', { as: owner })).body
const slugsIn = ({ apis }: { apis: { slug: string }[] }) => apis.map(({ slug }) => slug)

test('[B4] an imported description is the next revision, and what its routes need is decided with no code', async (t) => {
  const house = await openSetUpServer(t)
  const reader = await house.generate({ name: 'reader', owner: 'organization' })
  const seen = await preview(house, describing(MAIL, { servers: [{ url: 'https://mail.example/v1' }] }))
  assert.equal(seen.status, 201)
  assert.deepEqual(seen.body.api, {
    slug: 'mail',
    name: 'Described',
    hosts: ['mail.example'],
    pathPrefix: '/v1',
  })
  assert.deepEqual(
    seen.body.diff.added.map(
      (each: { permission: string; access: string }) => `${each.permission} ${each.access}`,
    ),
    ['mail/notes:find read', 'mail/notes:send write', 'mail/notes:erase write'],
  )
  assert.deepEqual(seen.body.effects.read_only, { ...NOBODY, gaining: 1, gained: 1 })
  assert.deepEqual(slugsIn(await catalogueOf(house)), ['notes', 'keyward'])

  const done = await apply(house, seen)
  assert.deepEqual([done.status, done.body.revision], [200, 2])
  assert.deepEqual(slugsIn(await catalogueOf(house)), ['notes', 'mail', 'keyward'])
  assert.deepEqual(await permissionsOf(house, reader.plaintext), ['mail/notes:find', 'notes/notes:find'])
  const asked = (method: string) =>
    house.ask('GET', '/v1/forward-auth', {
      as: reader.plaintext,
      headers: { host: 'mail.example', 'x-original-method': method, 'x-original-uri': '/v1/mail' },
    })
  assert.equal((await asked('GET')).status, 204)
  assert.equal((await asked('POST')).body.permission, 'mail/notes:send')
})

test('an import, and taking an API away, stand in the audit log and among the revisions, with counts', async (t) => {
  const house = await openSetUpServer(t)
  await house.generate({ name: 'reader', owner: 'organization' })
  const { ask, owner } = house
  const { seen } = await importing(house, describing(MAIL))
  const removal = await ask('POST', '/v1/catalogue/apis/mail/preview-removal', { as: owner })
  assert.deepEqual(
    [removal.body.operations, removal.body.diff.removed.length, removal.body.effects.read_only.losing],
    [0, 3, 1],
  )
  const body = agreedTo(removal)
  assert.equal((await ask('POST', '/v1/catalogue/apis/mail/remove', { as: owner, body })).body.revision, 3)
  assert.deepEqual(slugsIn(await catalogueOf(house)), ['notes', 'keyward'])

  const { events } = (await ask('GET', '/v1/audit-log', { as: owner })).body
  const [removed, imported] = events
  assert.deepEqual(
    [removed.kind, imported.kind, imported.subject, imported.actor.name],
    [
      'catalogue.api_removed',
      'catalogue.imported',
      { kind: 'catalogue', id: 'mail', name: 'Described' },
      'Ada Berg',
    ],
  )
  assert.deepEqual(imported.facts, {
    revision: 2,
    added: 3,
    removed: 0,
    widened: 0,
    effects: seen.body.effects,
  })
  const { revisions } = (await ask('GET', '/v1/catalogue/revisions?limit=2', { as: owner })).body
  assert.deepEqual(
    revisions.map((each: { revision: number; kind: string; added: number; removed: number }) => [
      each.revision,
      each.kind,
      each.added,
      each.removed,
    ]),
    [
      [3, 'removed', 0, 3],
      [2, 'imported', 3, 0],
    ],
  )
  const older = (await ask('GET', '/v1/catalogue/revisions?before=2', { as: owner })).body.revisions
  assert.deepEqual(
    older.map((each: { kind: string }) => each.kind),
    ['declared'],
  )
  const second = (await ask('GET', '/v1/catalogue/revisions/2', { as: owner })).body
  assert.deepEqual([second.by.name, slugsIn(second.catalogue)], ['Ada Berg', ['notes', 'mail', 'keyward']])
})

test('a further import is told operation by operation, with who would miss what goes, and custom tokens never gain', async (t) => {
  const house = await openSetUpServer(t)
  await importing(house, describing(MAIL))
  const eraser = await house.generate({
    name: 'e',
    owner: 'organization',
    ...custom('mail/notes:erase', 'mail/notes:find'),
  })
  const full = await house.generate({ name: 'f', owner: 'organization', access: { kind: 'full_access' } })
  await house.ask('GET', '/v1/verify?need=mail/notes:erase', { as: eraser.plaintext })
  await house.keyward.flush()
  const seen = await preview(
    house,
    describing([
      'GET /mail mail/find',
      'GET /mails mail/list',
      'PATCH /mail/{id} mail/send',
      'PUT /mail mail/send2',
    ]),
  )
  const { diff, effects } = seen.body
  const named = (list: { permission: string }[]) => list.map(({ permission }) => permission)
  assert.deepEqual(named(diff.added), ['mail/notes:send2', 'mail/notes:list'])
  const [gone] = diff.removed
  assert.deepEqual([gone.permission, gone.holders, gone.users], ['mail/notes:erase', 1, 1])
  assert.ok(Date.parse(gone.lastUsedAt) > 0)
  assert.deepEqual(
    diff.widened.map((each: { permission: string; routes: object[]; holders: number }) => [
      each.permission,
      each.routes,
      each.holders,
    ]),
    [['mail/notes:send', [{ method: 'PATCH', path: '/mail/{id}' }], 0]],
  )
  assert.deepEqual(effects.full_access, { gaining: 1, gained: 2, losing: 1, lost: 1 })
  assert.deepEqual(effects.custom, { ...NOBODY, losing: 1, lost: 1 })
  assert.equal((await apply(house, seen)).status, 200)
  assert.deepEqual(await permissionsOf(house, eraser.plaintext), ['mail/notes:find'])
  assert.equal((await permissionsOf(house, full.plaintext)).length, 6)
})

test('a route that moves onto a permission takes that from the custom tokens that hold it, and an operation back under its old name is a new one', async (t) => {
  const house = await openSetUpServer(t)
  await importing(house, describing(MAIL))
  const old = await house.generate({ name: 'old', owner: 'organization', ...custom('mail/*:*') })
  const moved = ['GET /mail mail/find', 'POST /mail mail/send', 'DELETE /mail/{id} mail/find']
  const { seen } = await importing(house, describing([...moved.slice(0, 2), 'DELETE /mail/{id} mail/find2']))
  assert.deepEqual(seen.body.diff.moved, [
    { method: 'DELETE', path: '/mail/{id}', from: 'mail/notes:erase', to: 'mail/notes:find2' },
  ])
  assert.deepEqual(await permissionsOf(house, old.plaintext), ['mail/notes:find', 'mail/notes:send'])
  await importing(
    house,
    describing(['GET /mail mail/find', 'GET /mail/{id} mail/find2', 'DELETE /mail/{id} mail/send']),
  )
  assert.deepEqual(await permissionsOf(house, old.plaintext), ['mail/notes:find'])
  await importing(house, describing(MAIL))
  assert.deepEqual(await permissionsOf(house, old.plaintext), ['mail/notes:find'])
  const anew = await house.generate({ name: 'anew', owner: 'organization', ...custom('mail/*:*') })
  assert.equal((await permissionsOf(house, anew.plaintext)).length, 3)
})

test('what was agreed to is what happens: another revision or other tokens in between, and nothing is changed', async (t) => {
  const house = await openSetUpServer(t)
  const first = await preview(house, describing(MAIL))
  await house.generate({ name: 'late', owner: 'organization' })
  const late = await apply(house, first)
  assert.deepEqual([late.status, late.body.code], [409, 'import_changed'])
  assert.match(late.body.detail, /tokens have changed/i)
  const second = await preview(house, describing(MAIL))
  await importing(house, describing(['GET /other other/find']), { slug: 'other' })
  const overtaken = await apply(house, second)
  assert.deepEqual([overtaken.status, overtaken.body.code], [409, 'import_changed'])
  assert.match(overtaken.body.detail, /Revision 2 of the catalogue is in force, not 1/)
  assert.deepEqual(slugsIn(await catalogueOf(house)), ['notes', 'other', 'keyward'])
  const forgotten = await preview(house, describing(MAIL))
  house.pass(25 * 3_600_000)
  await preview(house, describing(['GET /third third/find']), { slug: 'third' })
  assert.equal((await apply(house, forgotten)).body.code, 'import_not_found')
})

test('of two imports that are applied at once, one is in force and the other is told', async (t) => {
  const house = await openSetUpServer(t)
  const [one, two] = [
    await preview(house, describing(MAIL)),
    await preview(house, describing(['GET /other other/find']), { slug: 'other' }),
  ]
  const answers = await Promise.all([apply(house, one), apply(house, two)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  assert.equal((await catalogueOf(house)).revision, 2)
})

test('only who holds keyward/catalogue:import changes or looks back, and nobody outside the home organisation can hold it', async (t) => {
  const house = await openSetUpServer(t)
  const { ask } = house
  const developer = await house.generate({ name: 'd', access: { kind: 'role', role: 'developer' } })
  const importer = await house.generate({
    name: 'i',
    owner: 'organization',
    ...custom('keyward/catalogue:import'),
  })
  for (const [method, url] of [
    ['POST', '/v1/catalogue/imports?slug=x'],
    ['POST', `/v1/catalogue/imports/imp_${'0'.repeat(32)}/apply`],
    ['POST', '/v1/catalogue/apis/notes/preview-removal'],
    ['POST', '/v1/catalogue/apis/notes/remove'],
    ['GET', '/v1/catalogue/revisions'],
    ['GET', '/v1/catalogue/revisions/1'],
  ] as const) {
    const { status, body } = await ask(method, url, { as: developer.plaintext })
    assert.deepEqual([status, body.permission], [403, 'keyward/catalogue:import'], url)
  }
  const byToken = await preview(house, describing(MAIL), { as: { as: importer.plaintext } })
  assert.equal(byToken.status, 201)
  await house.keyward.organizations.put({ externalId: 'team', name: 'Team' })
  await house.keyward.members.put({ organization: 'team', externalId: 'bo', role: 'owner', name: 'Bo' })
  const bo = await house.keyward.members.actor({ organization: 'team', externalId: 'bo' })
  const scopes = ['keyward/catalogue:import']
  await assert.rejects(house.keyward.generateToken(bo, { name: 'x', access: { kind: 'custom', scopes } }), {
    code: 'scope_unknown',
  })
  await assert.rejects(house.keyward.previewImport(bo, { slug: 'mail', document: describing(MAIL) }), {
    code: 'permission_missing',
  })
})

test('[B4] an imported GraphQL schema fills the grid, and a changed one says which tokens gain or lose', async (t) => {
  const house = await openSetUpServer(t)
  const headers = { 'content-type': 'application/graphql' }
  const as = { headers, as: house.owner }
  const schema =
    'type Query { invoices: [Invoice!] } type Mutation { sendInvoice(id: ID!): Invoice } type Invoice { id: ID }'
  await importing(house, schema, { slug: 'billing', as })
  const { apis } = await catalogueOf(house)
  const [invoices] = apis.find(({ slug }: { slug: string }) => slug === 'billing').resources
  assert.deepEqual(
    invoices.actions.map(({ name, access, routes }: { name: string; access: string; routes: object[] }) => [
      name,
      access,
      routes,
    ]),
    [
      ['invoices', 'read', [{ method: 'FIELD', path: 'Query.invoices' }]],
      ['sendInvoice', 'write', [{ method: 'FIELD', path: 'Mutation.sendInvoice' }]],
    ],
  )
  const sender = await house.generate({
    name: 'sender',
    owner: 'organization',
    ...custom('billing/invoice:*'),
  })
  const { seen } = await importing(house, schema.replace('invoices: [Invoice!]', 'bills: [Invoice!]'), {
    slug: 'billing',
    as,
  })
  assert.deepEqual([seen.body.effects.custom.losing, seen.body.effects.custom.gaining], [1, 0])
  assert.deepEqual(await permissionsOf(house, sender.plaintext), ['billing/invoice:sendInvoice'])
  const broken = await preview(house, 'type Query {\n invoices: [Invoice!\n}', { slug: 'billing', as })
  assert.deepEqual([broken.status, broken.body.code], [400, 'catalogue_invalid'])
  assert.match(broken.body.detail, /^line 3: /)
})
