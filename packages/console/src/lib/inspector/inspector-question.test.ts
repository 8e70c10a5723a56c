import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isId, parseInspectorSearch, questionOf, toExplainInput } from './inspector-question.ts'

const ID = '7Hd2mQx4Lp9Rt3Vz'
const blank = questionOf({})

test('an id is asked by id, everything else as a token’s text without the blanks around it', () => {
  assert.deepEqual(toExplainInput({ ...blank, subject: ` ${ID}\n` }), { tokenId: ID })
  assert.deepEqual(toExplainInput({ ...blank, subject: ' kw_x ' }), { token: 'kw_x' })
  assert.deepEqual([isId(`${ID} `), isId(`kw_${ID}_x`)], [true, false])
})

test('a path is asked as it was sent, a whole address with its host', () => {
  const asked = (path: string) =>
    toExplainInput({ ...blank, subject: ID, kind: 'route', method: 'DELETE', path }).request
  assert.deepEqual(asked('/notes/42?x=1'), { method: 'DELETE', path: '/notes/42?x=1' })
  assert.deepEqual(asked('https://api.acme.example:8443/a/../b'), {
    method: 'DELETE',
    host: 'api.acme.example:8443',
    path: '/a/../b',
  })
  assert.deepEqual(asked('http://api.acme.example'), {
    method: 'DELETE',
    host: 'api.acme.example',
    path: '/',
  })
  assert.deepEqual(asked('notes'), { method: 'DELETE', path: 'notes' })
})

test('an address of the inspector fills in ids and permissions, and never a token', () => {
  const search = parseInspectorSearch({ id: ID, need: 'notes/notes:find', from: '2001:db8::1' })
  assert.deepEqual(toExplainInput(questionOf(search)), {
    tokenId: ID,
    request: { permission: 'notes/notes:find' },
    address: '2001:db8::1',
  })
  const text = `kw_${ID}_${'x'.repeat(49)}`
  assert.deepEqual(parseInspectorSearch({ id: text, need: text, from: text }), {
    id: undefined,
    need: undefined,
    from: undefined,
  })
})
