// A GraphQL server of one's own, guarded field by field: asked over a socket, with each server and each way to judge.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApolloGuard, createYogaGuard } from '@keyward/client/graphql'
import type { Api } from '@keyward/contract'
import { importDescription } from '@keyward/core/import'
import { buildSchema } from 'graphql'
import { directiveNeeds, GRAPHQL_SERVERS, NEEDS, NOTES_SCHEMA } from './graphql-servers.ts'
import { openDoors } from './guarded-notes.ts'

const asking = (url: string) => async (query: string, token?: string, variables?: object) => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  })
  const text = await answer.text()
  const { data, errors } = JSON.parse(text)
  const extensions = errors?.[0]?.extensions
  return { status: answer.status, headers: answer.headers, data, code: extensions?.code, extensions, text }
}

for (const [name, open] of Object.entries(GRAPHQL_SERVERS)) {
  test(`[S3] [L1] ${name}: each token is answered by what its fields need, embedded and remote`, async (t) => {
    const { tokens, verifiers } = await openDoors(t)
    for (const [how, verifier] of Object.entries(verifiers)) {
      const server = await open(verifier, { needs: NEEDS })
      t.after(() => server.close())
      const ask = asking(server.url)
      const none = await ask('{ notes { title } }')
      assert.deepEqual([none.status, none.code], [401, 'credential_missing'], how)
      assert.equal(none.headers.get('www-authenticate'), 'Bearer realm="notes"')
      for (const [token, code] of [
        [tokens.expired, 'token_expired'],
        [tokens.revoked, 'token_revoked'],
        ['kw_nonsense', 'token_malformed'],
      ] as const) {
        const refused = await ask('{ notes { title } }', token)
        assert.deepEqual([refused.status, refused.code], [401, code])
        assert.match(refused.headers.get('www-authenticate') ?? '', /error="invalid_token"/)
      }
      assert.deepEqual((await ask('{ me notes { title } }', tokens.good)).data, {
        me: 'good',
        notes: [{ title: 'First' }],
      })
      const both = await ask('{ notes { secret } }', tokens.narrow)
      assert.deepEqual([both.status, both.extensions.permission], [403, 'notes/notes:create'], how)
      assert.equal((await ask('{ notes { secret } }', tokens.good)).data.notes[0].secret, 'pearl')
      const create = 'mutation { createNote(title: "x") { title } }'
      assert.deepEqual((await ask(create, tokens.good)).data, { createNote: { title: 'x' } })
      const narrow = await ask(create, tokens.narrow)
      assert.deepEqual(
        [narrow.status, narrow.code, narrow.extensions.permission],
        [403, 'permission_missing', 'notes/notes:create'],
      )
      assert.match(narrow.headers.get('www-authenticate') ?? '', /scope="notes\/notes:create"/)
      assert.equal((await ask('{ me }', tokens.narrow)).data.me, 'narrow')
    }
  })

  test(`[R1] [B14] ${name}: a resolver learns whose personal token it is, embedded and remote`, async (t) => {
    const { tokens, verifiers } = await openDoors(t)
    for (const verifier of Object.values(verifiers)) {
      const server = await open(verifier, { needs: NEEDS })
      t.after(() => server.close())
      const ask = asking(server.url)
      const personal = await ask('{ me owner }', tokens.personal)
      assert.deepEqual(personal.data, { me: 'personal', owner: 'Ada Berg' })
      assert.equal((await ask('{ owner }', tokens.good)).data.owner, 'the organisation')
    }
  })

  test(`${name}: no alias, fragment, interface, variable or second operation carries a field past its guard`, async (t) => {
    const { tokens, verifiers } = await openDoors(t)
    const server = await open(verifiers.embedded, { needs: NEEDS })
    t.after(() => server.close())
    const ask = asking(server.url)
    for (const query of [
      '{ notes { title secret } }',
      '{ me: notes { title: secret } }',
      '{ notes { ...F } } fragment F on Note { ...G } fragment G on Note { secret }',
      '{ node { ... on Note { secret } } }',
      '{ node { id ... on Titled { ... on Note { x: secret } } } }',
      '{ node { ... on Titled { secret } } }',
      'query ($no: Boolean = false) { notes { secret @include(if: $no) } }',
      'query { ... { ... on Query { notes { ... { secret } } } } }',
    ]) {
      const refused = await ask(query, tokens.narrow)
      assert.deepEqual([refused.status, refused.code], [403, 'permission_missing'], query)
      assert.ok(!refused.text.includes('pearl'))
      assert.equal((await ask(query, tokens.good)).status, 200, query)
    }
    const unmapped = await ask('{ me unguarded }', tokens.good)
    assert.deepEqual([unmapped.status, unmapped.code], [403, 'route_unmapped'])
    assert.equal((await ask('{ __schema { queryType { name } } }')).status, 401)
    assert.equal(
      (await ask('{ __schema { queryType { name } } }', tokens.narrow)).data.__schema.queryType.name,
      'Query',
    )
  })

  test(`${name}: a whole query is one call, and everything that it used counts as used`, async (t) => {
    const { tokens, verifiers, house } = await openDoors(t)
    const server = await open(verifiers.embedded, { needs: NEEDS })
    t.after(() => server.close())
    const ask = asking(server.url)
    const first = await ask('{ notes { title secret } me }', tokens.limited)
    assert.deepEqual([first.status, first.headers.get('ratelimit-policy') !== null], [200, true])
    const second = await ask('{ me }', tokens.limited)
    assert.deepEqual([second.status, second.code], [429, 'rate_limited'])
    assert.ok(second.headers.get('retry-after'))
    await house.keyward.flush()
    const { body } = await house.ask('GET', '/v1/tokens?search=limited', { as: house.owner })
    const { body: used } = await house.ask('GET', `/v1/tokens/${body.tokens[0].id}/permissions`, {
      as: house.owner,
    })
    assert.deepEqual(
      used.granted.map(({ permission, used }: { permission: string; used: object | null }) => [
        permission,
        used !== null,
      ]),
      [
        ['notes/notes:create', true],
        ['notes/notes:find', true],
      ],
    )
  })

  test(`[B4] ${name}: fields need what the imported schema or its directives say`, async (t) => {
    const { tokens, verifiers } = await openDoors(t)
    const { api } = importDescription(NOTES_SCHEMA, { slug: 'notes' })
    for (const guarding of [{ api: api as Api }, { needs: directiveNeeds() }]) {
      const server = await open(verifiers.embedded, guarding)
      t.after(() => server.close())
      const ask = asking(server.url)
      assert.equal((await ask('{ notes { title } }', tokens.narrow)).status, 200)
      assert.equal((await ask('{ notes { secret } }', tokens.narrow)).code, 'permission_missing')
    }
  })
}

test('a need or a field that is mistyped stops the start', async (t) => {
  const { verifiers } = await openDoors(t)
  const wrong = { needs: { 'Query.notes': 'notes' as 'a/b:c' } }
  assert.throws(() => createYogaGuard(verifiers.embedded, wrong), /not a permission: "notes"/)
  assert.throws(() => createApolloGuard(verifiers.embedded, wrong), /not a permission: "notes"/)
  assert.throws(
    () => createYogaGuard(verifiers.embedded, { needs: { notes: null } }),
    /expected <Type>\.<field>/,
  )
  const guard = createYogaGuard(verifiers.embedded, { needs: { 'Note.secrets': 'notes/notes:create' } })
  assert.throws(() => guard.onSchemaChange({ schema: buildSchema(NOTES_SCHEMA) }), /no field Note\.secrets/)
})
