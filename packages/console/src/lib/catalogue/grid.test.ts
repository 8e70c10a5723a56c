import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Catalogue } from '@keyward/contract'
import { accessSentence, describePermissions, wantedPermissions } from '../token/describe-access.ts'
import { actionsOf, gridOf, hasProduct, searchGrid } from './grid.ts'

const catalogue: Catalogue = {
  revision: 1,
  declared: [],
  apis: [
    {
      slug: 'keyward',
      name: 'Keyward',
      hosts: [],
      pathPrefix: '',
      resources: [
        {
          name: 'tokens',
          label: 'Any token',
          actions: [{ name: 'verify', label: 'Verify', access: 'read', routes: [] }],
        },
      ],
    },
    {
      slug: 'notes',
      name: 'Notes API',
      hosts: [],
      pathPrefix: '/api',
      resources: [
        {
          name: 'notes',
          label: 'Notes',
          actions: [
            { name: 'find', label: 'List', access: 'read', routes: [{ method: 'GET', path: '/notes' }] },
            {
              name: 'create',
              label: 'Create',
              access: 'write',
              routes: [{ method: 'POST', path: '/notes' }],
            },
          ],
        },
      ],
    },
  ],
}

test('Keyward’s own plane stands last, and routes carry the prefix of their API', () => {
  const grid = gridOf(catalogue)
  assert.deepEqual(
    grid.map((api) => api.name),
    ['Notes API', 'Manage Keyward'],
  )
  assert.equal(actionsOf(grid)[0]?.routes[0]?.path, '/api/notes')
})

test('a search finds boxes by label, permission and route', () => {
  const found = (text: string) =>
    actionsOf(searchGrid(gridOf(catalogue), text)).map((action) => action.permission)
  assert.deepEqual(found('post /api'), ['notes/notes:create'])
  assert.deepEqual(found('verify'), ['keyward/tokens:verify'])
  assert.deepEqual(found('nothing'), [])
})

test('read-only and full access cover the product, never Keyward itself', () => {
  assert.deepEqual(wantedPermissions({ kind: 'read_only' }, catalogue, []), ['notes/notes:find'])
  assert.deepEqual(wantedPermissions({ kind: 'full_access' }, catalogue, []), [
    'notes/notes:find',
    'notes/notes:create',
  ])
  assert.equal(hasProduct({ revision: 1, declared: [], apis: catalogue.apis.slice(0, 1) }), false)
})

test('what a token may do is said in one sentence and resource by resource', () => {
  const read = wantedPermissions({ kind: 'read_only' }, catalogue, [])
  assert.equal(
    accessSentence({ kind: 'read_only' }, read, catalogue, []),
    'It can read everything in Notes API, and change nothing. It cannot manage Keyward itself.',
  )
  const all = wantedPermissions({ kind: 'full_access' }, catalogue, [])
  assert.deepEqual(describePermissions(all, catalogue)[0]?.lines, [
    { resource: 'Notes', actions: 'List, Create', all: true },
  ])
})
