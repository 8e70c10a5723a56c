import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OrganizationSettings } from '@keyward/contract'
import { OWNER, openSetUpServer } from './parts/house.ts'

const DEFAULTS = { name: 'Acme', ...OrganizationSettings.parse({}), contact: OWNER.email }

test('an organisation has settings from its first day, and a change touches only what it names', async (t) => {
  const { ask, owner, verifier } = await openSetUpServer(t, { seats: 10 })
  const settings = async () => (await ask('GET', '/v1/settings', { as: owner })).body
  const update = async (body: object) => (await ask('PATCH', '/v1/settings', { as: owner, body })).body
  assert.deepEqual(await settings(), DEFAULTS)
  assert.deepEqual(await update({ timeZone: 'Europe/Berlin' }), { ...DEFAULTS, timeZone: 'Europe/Berlin' })
  const renamed = { ...DEFAULTS, name: 'Acme Ltd', timeZone: 'Europe/Berlin', seatsPerMember: 3 }
  assert.deepEqual(await update({ name: ' Acme   Ltd ', seatsPerMember: 3 }), renamed)
  assert.deepEqual(await update({ contact: '' }), { ...renamed, contact: null })
  assert.deepEqual(await settings(), { ...renamed, contact: null })
  const { caller } = (await ask('GET', '/v1/verify', { as: verifier })).body
  assert.equal(caller.organization.name, 'Acme Ltd')
})

test('settings that mean nothing are refused by field, and nothing is changed', async (t) => {
  const { ask, owner } = await openSetUpServer(t, { seats: 10 })
  for (const [body, path] of [
    [{}, undefined],
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ name: 'x'.repeat(10_000) }, 'name'],
    [{ name: 'evil\u202Eeman' }, 'name'],
    [{ contact: 'a\u0000b' }, 'contact'],
    [{ contact: 'x'.repeat(201) }, 'contact'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ timeZone: '' }, 'timeZone'],
    [{ timeZone: '+01:00' }, 'timeZone'],
    [{ timeZone: '../../etc/localtime' }, 'timeZone'],
    [{ seatsPerMember: -1 }, 'seatsPerMember'],
    [{ seatsPerMember: 1.5 }, 'seatsPerMember'],
    [{ seatsPerMember: 1e9 }, 'seatsPerMember'],
    [{ timeZone: 'Europe/Berlin', home: true }, 'home'],
  ] as const) {
    const { status, body: problem } = await ask('PATCH', '/v1/settings', { as: owner, body })
    assert.deepEqual(
      [status, problem.code, problem.errors?.[0]?.path],
      [400, 'request_invalid', path],
      JSON.stringify(body).slice(0, 80),
    )
  }
  assert.deepEqual((await ask('GET', '/v1/settings', { as: owner })).body, DEFAULTS)
})

test('settings are read and changed by separate rights', async (t) => {
  const { ask, generate } = await openSetUpServer(t, { seats: 10 })
  const reader = await generate({
    name: 'reader',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['keyward/settings:read'] },
  })
  assert.equal((await ask('GET', '/v1/settings', { as: reader.plaintext })).status, 200)
  const refused = await ask('PATCH', '/v1/settings', { as: reader.plaintext, body: { seatsPerMember: 1 } })
  assert.deepEqual([refused.status, refused.body.permission], [403, 'keyward/settings:update'])
})
