import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ListedToken } from '@keyward/contract'
import { csvHead, csvLines } from './token-csv.ts'

const token = {
  id: 'A'.repeat(16),
  name: 'ci',
  description: '',
  masked: 'kw_AAAA…x9Qf',
  shownStatus: 'active',
  owner: { kind: 'organization' },
  createdBy: { kind: 'member', id: 'mem_0', name: 'Ada Berg' },
  access: { kind: 'custom', scopeCount: 2 },
  permissionCount: 2,
  createdAt: '2026-11-21T12:00:00.000Z',
  expiresAt: null,
  lastUse: null,
} as unknown as ListedToken

test('a line of CSV has a cell for each column of the head', () => {
  assert.equal(
    csvLines([token]),
    `"AAAAAAAAAAAAAAAA","ci","","kw_AAAA…x9Qf","active","organisation","Ada Berg","custom","2","2026-11-21T12:00:00.000Z","","","",""\r\n`,
  )
  assert.equal(csvHead().split(',').length, csvLines([token]).split(',').length)
  assert.ok(csvHead().startsWith('\uFEFF"Id"'))
})

const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\u200b=1', '＝1', '|calc', '%0a=1', '\n=1']
for (const name of FORMULAS)
  test(`${JSON.stringify(name)} is a text to a spreadsheet, not a formula`, () => {
    assert.ok(csvLines([{ ...token, name }]).includes(`,"'${name}",`))
  })

test('quotes, commas and line breaks stay in their cell', () => {
  const name = 'a "quoted", name\nof two lines'
  assert.ok(csvLines([{ ...token, name }]).includes(',"a ""quoted"", name\nof two lines",'))
})
