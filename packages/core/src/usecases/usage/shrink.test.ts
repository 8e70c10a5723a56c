import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TokenId } from '@keyward/contract'
import { type House, openHouse } from '../../../test/house.ts'

const FIND = 'notes/notes:find'
const ALL = ['notes/notes:create', 'notes/notes:delete', FIND, 'notes/tags:create', 'notes/tags:find']

const generate = ({ keyward, host }: House, scopes?: string[]) =>
  keyward.generateToken(host, {
    name: 'ci',
    owner: 'organization',
    access: scopes ? { kind: 'custom', scopes } : { kind: 'full_access' },
  })
const allowed = async ({ keyward }: House, text: string, need: string) =>
  (await keyward.verify(text, { need: need as typeof FIND })).valid
const usedOf = async ({ keyward, host }: House, tokenId: TokenId) => {
  const { granted } = await keyward.getTokenPermissions(host, { tokenId })
  return Object.fromEntries(granted.map(({ permission, used }) => [permission, used?.count ?? 0]))
}

test('[B5] each permission that a token may use is told with its uses, refused needs not among them', async (t) => {
  const house = await openHouse(t)
  const { token, plaintext } = await generate(house, [FIND, 'notes/tags:find'])
  for (let n = 0; n < 3; n++) await allowed(house, plaintext, FIND)
  await allowed(house, plaintext, 'notes/notes:delete')
  await house.keyward.flush()
  assert.deepEqual(await usedOf(house, token.id), { [FIND]: 3, 'notes/tags:find': 0 })
  const { granted, observedSince } = await house.keyward.getTokenPermissions(house.host, {
    tokenId: token.id,
  })
  assert.equal(granted[0]?.used?.lastAt, new Date(house.clock.now()).toISOString())
  assert.equal(observedSince, token.createdAt)
})

test('[B5] shrinking leaves what was used, at once and everywhere; undoing gives back what was held', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const { token, plaintext } = await generate(house)
  assert.equal(await allowed(house, plaintext, FIND), true)
  assert.equal((await other.verify(plaintext, { need: 'notes/notes:create' })).valid, true)
  await other.flush()
  const { receipt, token: shrunk } = await house.keyward.shrinkToken(house.host, { tokenId: token.id })
  assert.deepEqual(shrunk.access, { kind: 'custom', scopes: ['notes/notes:create', FIND] })
  assert.equal(receipt.confirmed.length + receipt.expired.length, 2)
  assert.equal((await other.verify(plaintext, { need: 'notes/tags:find' })).valid, false)
  assert.equal(await allowed(house, plaintext, FIND), true)

  const { shrunk: told } = await house.keyward.getTokenPermissions(house.host, { tokenId: token.id })
  assert.deepEqual(told?.before, { kind: 'full_access' })
  const { token: undone } = await house.keyward.undoShrink(house.host, { tokenId: token.id })
  assert.deepEqual([undone.access, undone.permissions], [{ kind: 'full_access' }, ALL])
  await assert.rejects(house.keyward.undoShrink(house.host, { tokenId: token.id }), {
    code: 'nothing_to_undo',
  })
})

test('[B5] a use that is not written yet counts: what was used a moment ago is not taken away', async (t) => {
  const house = await openHouse(t)
  const { token, plaintext } = await generate(house)
  await allowed(house, plaintext, FIND)
  const { token: shrunk } = await house.keyward.shrinkToken(house.host, { tokenId: token.id })
  assert.deepEqual(shrunk.permissions, [FIND])
})

test('[B5] nothing is ever shrunk to nothing unless that was said, nor changed where all is used', async (t) => {
  const house = await openHouse(t)
  const { token, plaintext } = await generate(house, [FIND])
  await assert.rejects(house.keyward.shrinkToken(house.host, { tokenId: token.id }), { code: 'nothing_used' })
  assert.equal(await allowed(house, plaintext, FIND), true)
  await assert.rejects(house.keyward.shrinkToken(house.host, { tokenId: token.id }), {
    code: 'nothing_unused',
  })
  const idle = await generate(house, [FIND])
  const { token: empty } = await house.keyward.shrinkToken(house.host, {
    tokenId: idle.token.id,
    allowEmpty: true,
  })
  assert.deepEqual([empty.access, empty.permissions], [{ kind: 'custom', scopes: [] }, []])
})

test('[B5] what a token used of Keyward itself counts as used, read or write', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const { token, plaintext } = await generate(house, ['keyward/api-tokens:*', 'keyward/tokens:verify', FIND])
  const actor = await keyward.actorOf(plaintext)
  await keyward.listTokens(actor, {})
  await keyward.updateToken(actor, { tokenId: token.id, name: 'renamed' })
  await keyward.verifyToken(actor, { token: plaintext })
  const { token: shrunk } = await keyward.shrinkToken(host, { tokenId: token.id })
  assert.deepEqual(shrunk.permissions, [
    'keyward/api-tokens:read',
    'keyward/api-tokens:update',
    'keyward/tokens:verify',
  ])
})

test('[B5] an undo gives nobody more than they could grant today, and an edit of the access ends it', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const { token } = await generate(house, ['keyward/audit-log:read', FIND])
  await keyward.shrinkToken(host, { tokenId: token.id, allowEmpty: true })
  const editor = await keyward.generateToken(host, {
    name: 'editor',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['keyward/api-tokens:*', FIND] },
  })
  const actor = await keyward.actorOf(editor.plaintext)
  await assert.rejects(keyward.undoShrink(actor, { tokenId: token.id }), { code: 'scope_exceeds_rights' })
  await keyward.updateToken(host, { tokenId: token.id, access: { kind: 'read_only' } })
  await assert.rejects(keyward.undoShrink(host, { tokenId: token.id }), { code: 'nothing_to_undo' })
})

test('[B5] an undo keeps the bound of whoever made the token, and adds that of whoever gives it back', async (t) => {
  const house = await openHouse(t)
  const { keyward } = house
  const [developer, admin] = [await house.person('developer'), await house.person('admin')]
  const { token, plaintext } = await keyward.generateToken(admin, {
    name: 'by role',
    owner: 'organization',
    access: { kind: 'role', role: 'developer' },
  })
  await allowed(house, plaintext, FIND)
  await keyward.shrinkToken(admin, { tokenId: token.id })
  await assert.rejects(keyward.undoShrink(developer, { tokenId: token.id }), { code: 'permission_missing' })
  const { token: undone } = await keyward.undoShrink(admin, { tokenId: token.id })
  assert.deepEqual(undone.permissions, token.permissions)
})
