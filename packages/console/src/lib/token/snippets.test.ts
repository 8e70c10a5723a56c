import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secretName } from './snippets.ts'

const NAMES = [
  ['Deploy (eu)', 'DEPLOY_EU_TOKEN'],
  ['ci token', 'CI_TOKEN'],
  ['Überwachung', 'UBERWACHUNG_TOKEN'],
  ['3 times', 'KEYWARD_3_TIMES_TOKEN'],
  ['github', 'KEYWARD_GITHUB_TOKEN'],
  ['日本語', 'KEYWARD_TOKEN'],
] as const
for (const [name, secret] of NAMES)
  test(`“${name}” is the secret ${secret}, which GitHub accepts`, () => {
    assert.equal(secretName(name), secret)
    assert.match(secret, /^(?!GITHUB)[A-Z_][A-Z0-9_]*$/)
  })
