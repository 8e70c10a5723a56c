import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Explanation, RefusalCode, VerdictStep } from '@keyward/contract'
import { OPERATION_DOCS } from '@keyward/contract/docs'
import { refusalTitle, stepWords } from './describe-verdict.ts'
import { wayOn } from './verdict-ways.ts'

const sample = Explanation.parse(OPERATION_DOCS.explainVerdict.example.output)
const labels = new Map()

test('each step says what it found, and those that were not reached say nothing', () => {
  const words = new Map(sample.steps.map((step) => [step.step, stepWords(step, sample, labels)]))
  assert.equal(words.get('permission'), 'It takes “notes/notes:delete”: its access leaves it out.')
  assert.equal(words.get('address'), 'Only from 203.0.113.0/24.')
  assert.equal(words.get('text'), 'The token was named by its id.')
  assert.equal(words.get('usage_cap'), undefined)
  assert.deepEqual([...words.keys()], VerdictStep.options)
})

test('a deleted token is told by when and by whom, and has a way on', () => {
  const deleted = { id: sample.token?.id ?? assert.fail(), name: 'CI', at: '2026-12-01T09:00:00Z', by: null }
  const gone = { ...sample, code: 'token_unknown' as const, token: null, deleted }
  const failed = { step: 'secret', outcome: 'failed', code: 'token_unknown' } as const
  assert.match(stepWords(failed, gone, labels) ?? '', /^“CI” was deleted on 1 Dec 2026, .*[^y].$/)
  const by = { kind: 'member', id: null, name: 'Ada' } as const
  assert.match(stepWords(failed, { ...gone, deleted: { ...deleted, by } }, labels) ?? '', / by Ada\.$/)
  assert.equal(refusalTitle(gone), 'The token is deleted')
  assert.match(wayOn(gone)?.words ?? '', /does not come back/)
})

test('every refusal comes with a way on', () => {
  for (const code of RefusalCode.options) {
    const way = wayOn({ ...sample, code })
    assert.ok(code === 'owner_inactive' || (way && /^[A-Z].*\.$/.test(way.words)), code)
  }
  assert.equal(wayOn({ ...sample, code: null }), undefined)
})
