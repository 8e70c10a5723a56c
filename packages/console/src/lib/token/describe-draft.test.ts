import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftSentences } from './describe-draft.ts'
import { emptyDraft } from './token-draft.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')

test('a draft tells whose authority it carries, from when, until when, from where and how often', () => {
  const draft = emptyDraft('user', null, NOW)
  assert.match(draftSentences(draft, NOW).join(' '), /^It acts as you\. Expires .* \(in 30 days\)\.$/)
  const bound = {
    notBefore: '2026-12-01T10:00',
    addresses: '203.0.113.0/24\n\n10.0.0.1',
    limit: '100',
    windowSeconds: 60,
    usageCap: '1',
  }
  assert.deepEqual(
    draftSentences(
      { ...draft, owner: 'organization', duration: { kind: 'unlimited', date: '' }, conditions: bound },
      NOW,
    ),
    [
      'It acts for the organisation, whoever leaves.',
      'It works from Tuesday 1 December 2026, 10:00 on.',
      'Never expires. It stays valid until somebody revokes it.',
      'It works only from 2 addresses and networks.',
      'At most 100 calls a minute.',
      'At most 1 call in all.',
    ],
  )
})
