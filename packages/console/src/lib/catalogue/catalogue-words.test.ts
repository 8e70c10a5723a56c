import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counted } from '../counted.ts'
import { effectLines, losingTokens, slugFrom, titleIn } from './catalogue-words.ts'

const NONE = { gaining: 0, gained: 0, losing: 0, lost: 0 }

test('what a change does to tokens is told by access, and what it does not do is left out', () => {
  const effects = {
    read_only: { ...NONE, gaining: 1, gained: 2 },
    full_access: { gaining: 1200, gained: 0, losing: 2, lost: 1 },
    role: NONE,
    custom: { ...NONE, losing: 1, lost: 0 },
  }
  assert.deepEqual(effectLines(effects), [
    { access: 'Read-only', lines: ['1 token gains 2 permissions'] },
    {
      access: 'Full access',
      lines: ['1,200 tokens gain routes', '2 tokens lose 1 permission'],
    },
    { access: 'Custom', lines: ['1 token loses routes'] },
  ])
  assert.equal(losingTokens(effects), 3)
  assert.equal(counted(0, 'token'), '0 tokens')
})

test('a slug is suggested by the title of a description in JSON or YAML, or by a file’s name', () => {
  assert.equal(titleIn('{"openapi":"3.0.3","info":{"title":"GitHub v3 REST API"'), 'GitHub v3 REST API')
  assert.equal(titleIn('openapi: 3.1.0\ninfo:\n  title: "Billing" # the old one\n'), 'Billing')
  assert.equal(titleIn('openapi: 3.1.0\npaths: {}'), undefined)
  assert.equal(titleIn('type Note {\n  title: String\n}'), undefined)
  assert.equal(slugFrom('GitHub v3 REST API'), 'github-v3-rest-api')
  assert.equal(slugFrom('Über-Dienst.yaml'), 'u-ber-dienst-yaml')
  assert.equal(slugFrom('日本'), '')
})
