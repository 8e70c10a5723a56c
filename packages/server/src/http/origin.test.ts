import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideOrigin } from './origin.ts'

const PUBLIC = 'https://keys.acme.example'
const HOST = 'http://10.0.0.7:4117'
const CASES: [origin: string | undefined, fetchSite: string | undefined, verdict: string][] = [
  [PUBLIC, 'same-origin', 'same'],
  [PUBLIC, undefined, 'same'],
  [HOST, undefined, 'same'],
  [undefined, 'same-origin', 'same'],
  [undefined, undefined, 'unknown'],
  ['https://evil.example', undefined, 'foreign'],
  ['https://keys.acme.example.evil.example', undefined, 'foreign'],
  ['http://keys.acme.example', undefined, 'foreign'],
  ['null', undefined, 'foreign'],
  ['', undefined, 'foreign'],
  [PUBLIC, 'cross-site', 'foreign'],
  [PUBLIC, 'same-site', 'foreign'],
  [undefined, 'none', 'foreign'],
  [undefined, 'cross-site', 'foreign'],
]
for (const [origin, fetchSite, verdict] of CASES)
  test(`origin ${origin}, fetch site ${fetchSite}: ${verdict}`, () => {
    assert.equal(decideOrigin({ origin, fetchSite, publicOrigin: PUBLIC, requestOrigin: HOST }), verdict)
  })
