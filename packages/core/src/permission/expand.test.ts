import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchesPattern, Permission, ScopePattern } from '@keyward/contract'
import fc from 'fast-check'
import { anyIndex, anyPermission, anyRule, holds } from '../../../../test/parts/arbitrary-rights.ts'
import { composeCatalogue } from '../../test/compose-catalogue.ts'
import { indexOf } from '../catalogue/index-of.ts'
import { expandPatterns, expandRule } from './expand.ts'
import { EVERYTHING } from './rule.ts'

const p = (text: string) => ScopePattern.parse(text)
const action = (name: string, access: 'read' | 'write') => ({ name, label: name, access })
const actions = [action('find', 'read'), action('delete', 'write')]
const resources = [
  { name: 'notes', label: 'Notes', actions },
  { name: 'folders', label: 'Folders', actions },
]
const index = indexOf(composeCatalogue([{ slug: 'notes', name: 'Notes', resources }], 1))

test('a rule holds exactly what it says, permission by permission', () => {
  fc.assert(
    fc.property(anyIndex, anyRule, fc.boolean(), (any, rule, home) => {
      const expected = [...any.all].filter((one) => holds(rule, one, any, home))
      assert.deepEqual([...expandRule(rule, any, home)].sort(), expected.sort())
    }),
  )
})

test('not even everything holds, outside the home organisation, what runs the installation', () => {
  const outside = expandRule(EVERYTHING, index, false)
  assert.ok([...index.homeOnly].every((each) => !outside.has(each)))
  assert.equal(expandRule(EVERYTHING, index, true).size, index.all.size)
})

const PATTERNS: [patterns: string[], expected: string[]][] = [
  [['notes/notes:find'], ['notes/notes:find']],
  [['notes/*:find'], ['notes/folders:find', 'notes/notes:find']],
  [
    ['notes/notes:*', 'notes/notes:find', 'notes/notes:*'],
    ['notes/notes:delete', 'notes/notes:find'],
  ],
  [
    ['notes/notes:find', 'notes/*:*'],
    ['notes/folders:delete', 'notes/folders:find', 'notes/notes:delete', 'notes/notes:find'],
  ],
  [['keyward/tokens:*'], ['keyward/tokens:verify']],
  [[], []],
]

for (const [patterns, permissions] of PATTERNS)
  test(`${patterns.join(' + ') || 'no pattern'} is spelt out, sorted, each once`, () => {
    assert.deepEqual(expandPatterns(patterns.map(p), index, false), { permissions })
  })

test('what names nothing here is told, all of it, and nothing is granted beside', () => {
  const patterns = ['notes/notes:find', 'notes/notes:gone', 'mail/*:*', 'notes/*:gone', 'mail/*:*'].map(p)
  assert.deepEqual(expandPatterns(patterns, index, true), {
    unknown: ['notes/notes:gone', 'mail/*:*', 'notes/*:gone'],
  })
})

test('outside the home organisation, what runs the installation is unknown', () => {
  for (const pattern of ['keyward/installation:update', 'keyward/installation:*']) {
    assert.deepEqual(expandPatterns([p(pattern)], index, false), { unknown: [pattern] })
    assert.ok('permissions' in expandPatterns([p(pattern)], index, true))
  }
  const all = expandPatterns([p('keyward/*:*')], index, false)
  assert.ok('permissions' in all && all.permissions.every((each) => !index.homeOnly.has(each)))
})

test('patterns spell out to exactly what each of them matches', () => {
  const part = (words: string[]) => fc.constantFrom('*', ...words)
  const pattern = fc
    .tuple(fc.constantFrom('notes', 'mail', 'keyward'), part(['a', 'b', 'tokens']), part(['a', 'b', 'read']))
    .map(([api, resource, action]) => p(`${api}/${resource}:${action}`))
  const patterns = fc.array(fc.oneof(pattern, anyPermission.map(p)), { maxLength: 6 })
  fc.assert(
    fc.property(anyIndex, patterns, fc.boolean(), (any, wanted, home) => {
      const grantable = [...any.all].filter((each) => home || !any.homeOnly.has(each))
      const matched = wanted.map((each) => grantable.filter((one) => matchesPattern(each, one)))
      const unknown = wanted.filter((_, at) => matched[at]?.length === 0)
      const expected =
        unknown.length > 0
          ? { unknown: [...new Set<string>(unknown)] }
          : { permissions: [...new Set(matched.flat())].sort() }
      assert.deepEqual(expandPatterns(wanted, any, home), expected)
    }),
  )
})

test('five thousand wildcards over ten thousand permissions are spelt out within a second', () => {
  const many = Array.from({ length: 2000 }, (_, at) => ({ ...resources[0], name: `r${at}`, label: 'R' })).map(
    (resource) => ({ ...resource, actions: ['a', 'b', 'c', 'd', 'e'].map((name) => action(name, 'read')) }),
  )
  const large = indexOf(composeCatalogue([{ slug: 'large', name: 'Large', resources: many }], 1))
  const patterns = Array.from({ length: 5000 }, (_, at) => p(at < 2000 ? `large/r${at}:*` : 'large/*:a'))
  const started = process.threadCpuUsage()
  const expanded = expandPatterns(patterns, large, false)
  assert.ok(process.threadCpuUsage(started).user < 1_000_000)
  assert.ok('permissions' in expanded && expanded.permissions.length === 10_000)
  assert.ok(expanded.permissions.every((each) => Permission.safeParse(each).success))
})
