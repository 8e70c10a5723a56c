import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format, inspect } from 'node:util'
import { serialize } from 'node:v8'
import { Secret } from './secret.ts'

const HELD = 'fb8PXcX3ZzvTqLVuJ2Tj'
const secret = new Secret(HELD)

const WAYS: Record<string, () => string> = {
  'String()': () => String(secret),
  template: () => `${secret}`,
  concatenation: () => `${['token', secret].join(' ')}`,
  'JSON.stringify': () => JSON.stringify({ secret, list: [secret] }),
  inspect: () => inspect({ deep: { secret } }, { depth: null, showHidden: true }),
  'inspect without its hook': () => inspect(secret, { customInspect: false, showHidden: true }),
  'console.log': () => format('%s %o %O %j', secret, secret, secret, secret),
  'an error': () => inspect(new Error('failed', { cause: { secret } })),
  'own keys': () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret)]),
  spread: () => JSON.stringify({ ...secret }),
  structuredClone: () => inspect(structuredClone({ secret })),
  'v8.serialize': () => serialize({ secret }).toString('latin1'),
}

for (const [way, print] of Object.entries(WAYS))
  test(`a secret does not come out by ${way}`, () => {
    assert.ok(!print().includes(HELD))
  })

test('reveal is the one way to a secret', () => {
  assert.equal(secret.reveal(), HELD)
})
