import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Catalogue, Membership, Permission, Role } from '@keyward/contract'
import { DAY } from '../dates.ts'
import { prefillDraft } from './prefilled-draft.ts'
import { emptyDraft } from './token-draft.ts'
import { parseTokenPrefill } from './token-prefill.ts'

const action = (name: string, access: 'read' | 'write') => ({ name, label: name, access, routes: [] })
const catalogue = {
  apis: [
    {
      slug: 'notes',
      name: 'Notes',
      pathPrefix: '',
      resources: [
        { name: 'notes', label: 'Notes', actions: [action('find', 'read'), action('create', 'write')] },
      ],
    },
  ],
} as unknown as Catalogue
const membership = {
  permissions: ['keyward/personal-tokens:create', 'notes/notes:find'] as Permission[],
  organization: {
    contact: 'it@acme.example',
    policy: { longestDays: 60, accessKinds: ['read_only', 'role', 'custom'] },
  },
} as unknown as Membership
const roles = [
  { id: 'viewer', name: 'Viewer', grantable: true },
  { id: 'owner', name: 'Owner', grantable: false },
] as unknown as Role[]
const now = Date.parse('2030-01-01T12:00:00Z')

const fill = (raw: Record<string, unknown>) =>
  prefillDraft(emptyDraft('user', null, now), parseTokenPrefill(raw), { catalogue, roles, membership, now })

test('a link fills in the name, the description, the duration and what may be ticked', () => {
  const { draft, faults } = fill({
    name: 'nightly report',
    description: 'from the runbook',
    owner: 'me',
    days: '7',
    scopes: 'notes/notes:find',
    other: 'ignored',
  })
  assert.deepEqual(faults, {})
  assert.deepEqual(
    { ...draft, conditions: undefined },
    {
      ...emptyDraft('user', null, now),
      conditions: undefined,
      name: 'nightly report',
      description: 'from the runbook',
      duration: { kind: '7', date: '' },
      access: { kind: 'custom', role: undefined, scopes: ['notes/notes:find'] },
    },
  )
})

test('a number of days beside the presets becomes a day that is no later', () => {
  const { draft, faults } = fill({ days: '45' })
  assert.deepEqual(faults, {})
  assert.equal(draft.duration.kind, 'date')
  assert.ok(Date.parse(draft.duration.date) <= now + 45 * DAY)
})

test('what the person may not grant is neither ticked nor chosen, and is told with whom to ask', () => {
  const scopes = fill({ scopes: 'notes/notes:*,notes/notes:gone,nonsense' })
  assert.deepEqual(scopes.draft.access.scopes, ['notes/notes:find'])
  assert.match(scopes.faults.access ?? '', /notes\/notes:gone.*nonsense/)
  assert.match(scopes.faults.access ?? '', /may not grant: “notes\/notes:create”. Ask it@acme.example/)
  const role = fill({ role: 'owner' })
  assert.equal(role.draft.access.role, undefined)
  assert.match(role.faults.access ?? '', /holds more than you do/)
  assert.match(fill({ access: 'full_access' }).faults.access ?? '', /organisation does not allow/)
  assert.equal(fill({ access: 'full_access' }).draft.access.kind, 'read_only')
  const owner = fill({ owner: 'organization' })
  assert.equal(owner.draft.owner, 'user')
  assert.match(owner.faults.owner ?? '', /keyward\/api-tokens:create/)
})

const BAD: [field: string, raw: Record<string, string>, told: RegExp][] = [
  ['name', { name: 'x'.repeat(201) }, /more than 200/],
  ['owner', { owner: 'nobody' }, /“nobody”/],
  ['duration', { days: '61' }, /at most 60/],
  ['duration', { days: 'unlimited' }, /no end.*at most 60/],
  ['duration', { days: '-1' }, /“-1”/],
  ['duration', { days: '1e3' }, /“1e3”/],
  ['access', { access: 'everything' }, /“everything”/],
  ['access', { role: 'king' }, /“king”/],
  ['access', { scopes: `a/b:${'c'.repeat(500)}` }, /^.{0,200}$/],
]
for (const [field, raw, told] of BAD)
  test(`${JSON.stringify(raw).slice(0, 60)} is told beside ${field}, and the rest stays as it was`, () => {
    const { draft, faults } = fill(raw)
    assert.deepEqual(Object.keys(faults), [field])
    assert.match(Object.values(faults)[0] ?? '', told)
    if (!raw.role && !raw.scopes) assert.deepEqual(draft, emptyDraft('user', null, now))
  })
