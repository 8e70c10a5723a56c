import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeywardError } from '@keyward/contract'
import { loadConfig } from './config.ts'

const load = (env: Record<string, string> = {}, files: Record<string, string> = {}) =>
  loadConfig({ env, cwd: '/srv', readFile: (path) => files[path] })

test('without any setting there is a whole configuration', () => {
  assert.deepEqual(load(), {
    host: '127.0.0.1',
    port: 4117,
    dataDir: '/srv/data',
    publicUrl: undefined,
    keys: undefined,
    catalogue: undefined,
    setupCode: undefined,
    smtpUrl: undefined,
    mailFrom: undefined,
    trustedProxies: [],
    webhookAllow: [],
    logLevel: 'info',
    tokenPrefix: 'kw',
    retiredTokenPrefixes: [],
  })
})

test('the environment wins over the file, the file over the default', () => {
  const files = { '/srv/keyward.config.json': '{"port": 5000, "host": "0.0.0.0"}' }
  const { port, host } = load({ KEYWARD_PORT: '6000' }, files)
  assert.deepEqual({ port, host }, { port: 6000, host: '0.0.0.0' })
})

test('a secret may come from a file of its own', () => {
  const { setupCode } = load(
    { KEYWARD_SETUP_CODE_FILE: 'secrets/code' },
    { '/srv/secrets/code': 'a-code-of-my-own\n' },
  )
  assert.equal(setupCode, 'a-code-of-my-own')
})

test('an address is kept as an origin', () => {
  assert.equal(
    load({ KEYWARD_PUBLIC_URL: 'https://Keys.Acme.example:443/' }).publicUrl,
    'https://keys.acme.example',
  )
})

const FAULTS: [env: Record<string, string>, says: RegExp][] = [
  [{ KEYWARD_PORT: '65536' }, /^KEYWARD_PORT is "65536": expected a port number/],
  [{ KEYWARD_PORT: '' }, /^KEYWARD_PORT is "": expected a port number/],
  [{ KEYWARD_PORT: '1e3' }, /^KEYWARD_PORT is "1e3"/],
  [{ KEYWARD_LOG_LEVEL: 'loud' }, /^KEYWARD_LOG_LEVEL is "loud": expected one of fatal/],
  [{ KEYWARD_PUBLIC_URL: 'keys.acme.example' }, /^KEYWARD_PUBLIC_URL is "keys.acme.example": expected http/],
  [{ KEYWARD_PUBLIC_URL: 'https://acme.example/keys' }, /nothing after it$/],
  [{ KEYWARD_TRUSTED_PROXIES: '10.0.0.0/33' }, /^KEYWARD_TRUSTED_PROXIES is "10.0.0.0\/33"/],
  [{ KEYWARD_TRUSTED_PROXIES: '010.0.0.1' }, /^KEYWARD_TRUSTED_PROXIES/],
  [
    { KEYWARD_DATA_DIRECTORY: '/x' },
    /^KEYWARD_DATA_DIRECTORY is no setting: did you mean KEYWARD_DATA_DIR\?$/,
  ],
  [{ KEYWARD_TOKEN_PREFIX: 'Acme_' }, /^KEYWARD_TOKEN_PREFIX is "Acme_": expected a lower-case letter/],
  [{ KEYWARD_RETIRED_TOKEN_PREFIXES: 'kw,9x' }, /^KEYWARD_RETIRED_TOKEN_PREFIXES is "kw,9x"/],
  [{ KEYWARD_PROT: '1' }, /did you mean KEYWARD_PORT\?$/],
  [
    { KEYWARD_SETUP_CODE_FILE: 'gone' },
    /^KEYWARD_SETUP_CODE_FILE is "gone": expected a file that can be read$/,
  ],
  [{ KEYWARD_KEYS: 'x', KEYWARD_KEYS_FILE: 'y' }, /^KEYWARD_KEYS and KEYWARD_KEYS_FILE are both set/],
]
for (const [env, says] of FAULTS)
  test(`a wrong setting is named with what was expected: ${JSON.stringify(env)}`, () => {
    assert.throws(
      () => load(env),
      (error) => error instanceof KeywardError && error.code === 'config_invalid' && says.test(error.message),
    )
  })

test('a secret that is not valid is not repeated', () => {
  assert.throws(
    () => load({ KEYWARD_SETUP_CODE: 'hunter2' }),
    /^KeywardError: KEYWARD_SETUP_CODE is not valid: expected 12 to 200 characters$/,
  )
})

for (const [text, says] of [
  ['{', /keyward.config.json is not a JSON object/],
  ['[]', /keyward.config.json is not a JSON object/],
  ['{"prot": 1}', /has "prot", which is no setting: did you mean "port"\?/],
  ['{"port": "x"}', /^KeywardError: port in keyward.config.json is "x": expected a port number/],
] as const)
  test(`a wrong file is named with what was expected: ${text}`, () => {
    assert.throws(() => load({}, { '/srv/keyward.config.json': text }), says)
  })

test('variables of the client and of the tests are left alone', () => {
  assert.doesNotThrow(() =>
    load({ KEYWARD_URL: 'http://x', KEYWARD_TOKEN: 'x', KEYWARD_CHROMIUM: '/x', PATH: '/bin' }),
  )
})
