import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Permission } from '@keyward/contract'
import { composeCatalogue } from '../../test/compose-catalogue.ts'
import { indexOf } from './index-of.ts'

const read = { name: 'find', label: 'Find', access: 'read' } as const
const write = { name: 'delete', label: 'Delete', access: 'write' } as const
const index = indexOf(
  composeCatalogue(
    [
      {
        slug: 'notes',
        name: 'Notes',
        resources: [{ name: 'notes', label: 'Notes', actions: [write, read] }],
      },
      { slug: 'mail', name: 'Mail', resources: [{ name: 'folders', label: 'Folders', actions: [read] }] },
    ],
    7,
  ),
)
const p = (text: string) => Permission.parse(text)

test('both planes are listed apart, in the order of the catalogue', () => {
  assert.equal(index.revision, 7)
  assert.deepEqual(index.product, ['notes/notes:delete', 'notes/notes:find', 'mail/folders:find'])
  assert.deepEqual(index.productRead, ['notes/notes:find', 'mail/folders:find'])
  assert.ok(index.management.every((each) => each.startsWith('keyward/')))
  assert.deepEqual([...index.all], [...index.product, ...index.management])
  assert.equal(index.homeOnly.size, 6)
})

test('access and label are known for what exists, and for nothing else', () => {
  assert.equal(index.accessOf(p('notes/notes:delete')), 'write')
  assert.equal(index.labelOf(p('mail/folders:find')), 'Folders: Find')
  assert.equal(index.labelOf(p('keyward/api-tokens:create')), 'Organisation tokens: Generate')
  for (const absent of ['notes/notes:other', 'constructor/a:b', 'mail/notes:find']) {
    assert.equal(index.accessOf(p(absent)), undefined)
    assert.equal(index.labelOf(p(absent)), undefined)
  }
})
