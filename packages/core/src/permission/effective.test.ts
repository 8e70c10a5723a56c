import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Access, Permission, type RoleId } from '@keyward/contract'
import fc from 'fast-check'
import { anyIndex, anyParts, anyRule, holds } from '../../../../test/parts/arbitrary-rights.ts'
import { composeCatalogue } from '../../test/compose-catalogue.ts'
import { indexOf } from '../catalogue/index-of.ts'
import { accessRule, type EffectiveParts, effectivePermissions, intersectRules } from './effective.ts'
import { expandRule } from './expand.ts'
import { builtInRole } from './roles.ts'
import { EVERYTHING } from './rule.ts'

const role = (id: string) => id as RoleId
const ruleOf = (id: string) => builtInRole(role(id))?.rule
const everything = { ...EVERYTHING, catalogueRevision: 0 }
const action = (name: string, access: 'read' | 'write') => ({ name, label: name, access })
const actions = [action('find', 'read'), action('delete', 'write')]
const index = indexOf(
  composeCatalogue(
    [{ slug: 'notes', name: 'Notes', resources: [{ name: 'notes', label: 'Notes', actions }] }],
    1,
  ),
)
const organization = { kind: 'organization' } as const
const everyone = { accessRole: undefined, ceiling: null, catalogueRevision: 1, owner: organization }
const effective = (parts: Partial<EffectiveParts>, home = false) =>
  [...effectivePermissions({ access: { kind: 'full_access' }, ...everyone, ...parts }, index, home)].sort()

test('what two rules both allow is exact under any catalogue', () => {
  fc.assert(
    fc.property(anyIndex, anyRule, anyRule, fc.boolean(), (any, a, b, home) => {
      const both = expandRule(intersectRules(a, b, any), any, home)
      const inB = expandRule(b, any, home)
      const expected = [...expandRule(a, any, home)].filter((one) => inB.has(one))
      assert.deepEqual([...both].sort(), expected.sort())
    }),
    { numRuns: 300 },
  )
})

test('a token may do exactly what its access, its ceiling and its owner all allow', () => {
  fc.assert(
    fc.property(anyIndex, anyParts, fc.boolean(), (any, parts, home) => {
      const { ceiling, catalogueRevision, owner } = parts
      const byOwner = owner.kind === 'organization' ? everything : owner.active ? owner.role : undefined
      const byAccess = accessRule(parts)
      const expected = [...any.all].filter(
        (one) =>
          byAccess &&
          holds(byAccess, one, any, home, byAccess.catalogueRevision) &&
          holds(ceiling ?? EVERYTHING, one, any, home, catalogueRevision) &&
          byOwner &&
          holds(byOwner, one, any, home, byOwner.catalogueRevision),
      )
      assert.deepEqual([...effectivePermissions(parts, any, home)].sort(), expected.sort())
    }),
    { numRuns: 300 },
  )
})

test('read-only and full access never reach Keyward’s own plane, whoever owns the token', () => {
  assert.deepEqual(effective({ access: { kind: 'read_only' } }, true), ['notes/notes:find'])
  assert.deepEqual(effective({ access: { kind: 'full_access' } }, true), [
    'notes/notes:delete',
    'notes/notes:find',
  ])
})

test('full access follows the catalogue, custom scopes never gain', () => {
  const grown = indexOf(
    composeCatalogue(
      [
        {
          slug: 'notes',
          name: 'Notes',
          resources: [{ name: 'notes', label: 'Notes', actions: [...actions, action('new', 'read')] }],
        },
      ],
      2,
    ),
  )
  const now = (access: Access) => effectivePermissions({ access, ...everyone }, grown, false)
  const added = Permission.parse('notes/notes:new')
  assert.ok(now({ kind: 'full_access' }).has(added))
  assert.ok(now({ kind: 'read_only' }).has(added))
  assert.ok(!now({ kind: 'custom', scopes: [...index.product] }).has(added))
})

test('a name that was retired holds nothing that was given before, also once it has returned, and what is given then', () => {
  const find = Permission.parse('notes/notes:find')
  const returned = indexOf(index.catalogue, { [find]: 5 })
  const held = (parts: Partial<EffectiveParts>) => [
    ...effectivePermissions(
      { access: { kind: 'custom', scopes: [find] }, ...everyone, ...parts },
      returned,
      false,
    ),
  ]
  assert.deepEqual(held({ catalogueRevision: 4 }), [])
  assert.deepEqual(held({ catalogueRevision: 5 }), [find])
  assert.deepEqual(held({ access: { kind: 'read_only' }, catalogueRevision: 4 }), [find])
  const ceiling = { product: [find], management: [] }
  assert.deepEqual(held({ access: { kind: 'read_only' }, ceiling, catalogueRevision: 4 }), [])
})

test('a ceiling kept as a rule follows the catalogue as the minter’s rights did', () => {
  assert.deepEqual(effective({ ceiling: { product: 'read', management: [] } }), ['notes/notes:find'])
  assert.deepEqual(effective({ ceiling: { product: [], management: 'all' } }), [])
})

test('an inactive owner’s token may do nothing', () => {
  const owner = (active: boolean) => ({ kind: 'user', active, role: ruleOf('owner') }) as const
  assert.deepEqual(
    effective(
      { owner: owner(false), access: { kind: 'role', role: role('admin') }, accessRole: ruleOf('admin') },
      true,
    ),
    [],
  )
  assert.equal(effective({ owner: owner(true) }).length, 2)
})

test('a role that is gone allows nothing, as access and as owner', () => {
  assert.deepEqual(effective({ access: { kind: 'role', role: role('gone') } }, true), [])
  assert.deepEqual(effective({ owner: { kind: 'user', active: true, role: undefined } }, true), [])
})

test('a personal token loses at once what its owner loses', () => {
  const access = { kind: 'full_access' } as const
  const asRole = (id: string) =>
    effective({ access, owner: { kind: 'user', active: true, role: ruleOf(id) } })
  assert.deepEqual(asRole('developer'), ['notes/notes:delete', 'notes/notes:find'])
  assert.deepEqual(asRole('viewer'), ['notes/notes:find'])
})

test('an organisation’s token carries management permissions only as ticked', () => {
  const scopes = [Permission.parse('keyward/tokens:verify'), Permission.parse('keyward/installation:update')]
  assert.deepEqual(effective({ access: { kind: 'custom', scopes } }), ['keyward/tokens:verify'])
  assert.deepEqual(effective({ access: { kind: 'custom', scopes } }, true), [...scopes].sort())
})
