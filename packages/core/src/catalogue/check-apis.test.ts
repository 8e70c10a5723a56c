import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ApiInput, Catalogue, KeywardError } from '@keyward/contract'
import { composeCatalogue } from '../../test/compose-catalogue.ts'
import { MANAGEMENT } from './management.ts'

const find = { name: 'find', label: 'Find', access: 'read' } as const
const api = (slug: string, ...resources: ApiInput['resources']): ApiInput => ({ slug, name: slug, resources })
const notes = { name: 'notes', label: 'Notes', actions: [find] }

test('a catalogue holds the APIs in their order, defaults filled, and Keyward’s own plane last', () => {
  const catalogue = composeCatalogue([api('notes', notes), api('mail', { ...notes, name: 'mail' })], 3)
  assert.equal(catalogue.revision, 3)
  assert.deepEqual(
    catalogue.apis.map(({ slug }) => slug),
    ['notes', 'mail', 'keyward'],
  )
  assert.deepEqual(catalogue.apis[0]?.resources[0]?.actions[0]?.routes, [])
  assert.deepEqual(Catalogue.parse(catalogue), catalogue)
})

test('an installation without an API still has the management plane', () => {
  assert.deepEqual(composeCatalogue([], 0).apis, [MANAGEMENT])
})

test('the same names in different APIs and resources do not collide', () => {
  const two = [notes, { ...notes, name: 'folders' }]
  assert.equal(composeCatalogue([api('a', ...two), api('b', ...two)], 1).apis.length, 3)
})

const FAULTS: Record<string, [apis: ApiInput[], path: string]> = {
  'the slug of Keyward’s own plane': [[api('notes', notes), api('keyward', notes)], 'apis.1.slug'],
  'a slug twice': [[api('notes'), api('mail'), api('notes')], 'apis.2.slug'],
  'a resource twice': [[api('notes', notes, notes)], 'apis.0.resources.1.name'],
  'an action twice': [
    [api('notes', { ...notes, actions: [find, find] })],
    'apis.0.resources.0.actions.1.name',
  ],
  'a slug in capitals': [[api('Notes', notes)], 'apis.0.slug'],
  'a slug with a wildcard': [[api('*', notes)], 'apis.0.slug'],
  'a resource with a slash': [[api('notes', { ...notes, name: 'a/b' })], 'apis.0.resources.0.name'],
  'an action with a colon': [
    [api('notes', { ...notes, actions: [{ ...find, name: 'a:b' }] })],
    'apis.0.resources.0.actions.0.name',
  ],
  'a resource without actions': [[api('notes', { ...notes, actions: [] })], 'apis.0.resources.0.actions'],
  'a field nobody knows': [
    JSON.parse('[{"slug":"a","name":"A","resources":[],"__proto__":{}}]'),
    'apis.0.__proto__',
  ],
}

for (const [what, [apis, path]] of Object.entries(FAULTS))
  test(`${what} is refused, and the fault says where it stands`, () => {
    assert.throws(
      () => composeCatalogue(apis, 1),
      (error) =>
        error instanceof KeywardError &&
        error.code === 'catalogue_invalid' &&
        error.details.fields?.[0]?.path === path &&
        error.message.includes(path),
    )
  })

test('every fault is told, not only the first', () => {
  assert.throws(
    () => composeCatalogue([api('A', notes), api('B', notes)], 1),
    (error) => error instanceof KeywardError && error.details.fields?.length === 2,
  )
})
