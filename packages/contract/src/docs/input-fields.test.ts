import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type OperationName, operations } from '../operations/index.ts'
import { type InputField, inputFields } from './input-fields.ts'

const NAMES = Object.keys(operations) as OperationName[]
const field = (operation: OperationName, name: string): InputField =>
  inputFields(operation).find((each) => each.name === name) ?? assert.fail(`${operation}.${name}`)

test('a field is told as somebody who types it must know it', () => {
  const { byDefault, required, place } = field('listTokens', 'limit')
  assert.deepEqual(
    [byDefault, required, place, field('listTokens', 'limit').kind],
    [50, false, 'query', 'whole'],
  )
  const status = field('listTokens', 'status')
  assert.deepEqual([status.kind, status.several, status.choices.includes('revoked')], ['text', true, true])
  assert.deepEqual(
    [field('getMember', 'memberId').place, field('getMember', 'memberId').required],
    ['params', true],
  )
  assert.deepEqual(
    [field('updateSettings', 'contact').nullable, field('updateSettings', 'contact').kind],
    [true, 'text'],
  )
  assert.equal(field('deleteToken', 'revoke').kind, 'boolean')
  assert.equal(field('updateSettings', 'policy').kind, 'json')
  assert.equal(field('previewImport', 'document').kind, 'document')
  assert.equal(field('updateNoticePreferences', 'muted').several, true)
})

test('whatever holds a password, code or token is marked as secret, and an id is not', () => {
  const secrets = NAMES.flatMap((name) =>
    inputFields(name)
      .filter(({ secret }) => secret)
      .map((each) => `${name}.${each.name}`),
  )
  for (const each of [
    'setUp.owner',
    'acceptInvitation.as',
    'verifyToken.token',
    'verifyTokens.checks',
    'reportLeaked.tokens',
  ])
    assert.ok(secrets.includes(each), each)
  assert.equal(field('getToken', 'tokenId').secret, false)
  for (const each of secrets)
    assert.match(
      each,
      /^(?:setUp|signIn|finishSignIn|confirm|reset|change|remove|open|accept|join|verify|explain|reportLeaked)/,
    )
})
