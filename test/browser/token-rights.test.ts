import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openConsole } from '../parts/open-console.ts'
import { join } from '../parts/people.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const { body: session } = await house.ask('GET', '/v1/session')
const home = `/o/${session.memberships[0].organization.id}/settings`
await house.ask('PATCH', '/v1/settings', { seatsPerMember: 100 })
const bo = await join(house, 'Bo Lind', 'developer')
const cy = await join(house, 'Cy Ode', 'developer')

const RIGHTS = ['read', 'create', 'update', 'regenerate', 'revoke', 'delete'] as const
type Right = (typeof RIGHTS)[number]
const REACHES = {
  'personal-tokens': RIGHTS,
  'api-tokens': RIGHTS,
  'member-tokens': ['read', 'revoke', 'delete'],
}
type Reach = keyof typeof REACHES

let given = 0
/** Gives Bo a role of these rights, and no others. */
async function give(rights: readonly string[]): Promise<void> {
  given += 1
  const made = await house.ask('POST', '/v1/roles', {
    name: `role ${given}`,
    rule: { product: 'all', management: rights.map((right) => `keyward/${right}`) },
  })
  assert.equal(made.status, 201)
  const changed = await house.ask('PATCH', `/v1/members/${bo.id}`, { role: made.body.id })
  assert.equal(changed.status, 200)
}

/** One live token of each reach, seen from Bo. */
async function freshTokens(): Promise<Record<Reach, string>> {
  await house.ask('PATCH', `/v1/members/${bo.id}`, { role: 'developer' })
  return {
    'personal-tokens': (await bo.generate({ name: 'own' })).id,
    'api-tokens': (await house.generate({ name: 'ours' })).id,
    'member-tokens': (await cy.generate({ name: 'theirs' })).id,
  }
}

/** Whether Bo may do it; what keeps him from it is always the missing right. */
async function may(method: string, path: string, body?: unknown): Promise<boolean> {
  const answer = await bo.ask(method, path, body)
  if (answer.status < 300) return true
  assert.deepEqual([answer.status, answer.body.code], [403, 'permission_missing'], `${method} ${path}`)
  return false
}

async function doneTo(reach: Reach, id: string): Promise<Right[]> {
  const one = `/v1/tokens/${id}`
  const owner = reach === 'api-tokens' ? 'organization' : 'user'
  const tries: Record<Right, () => Promise<boolean>> = {
    read: () => may('GET', one),
    create: async () =>
      reach !== 'member-tokens' && (await may('POST', '/v1/tokens', { name: 'new', owner })),
    update: () => may('PATCH', one, { description: 'changed' }),
    regenerate: () => may('POST', `${one}/regenerate`, {}),
    revoke: () => may('POST', `${one}/revoke`, {}),
    async delete() {
      await house.ask('POST', `${one}/revoke`, {})
      return may('DELETE', one)
    },
  }
  const done: Right[] = []
  for (const right of RIGHTS) if (await tries[right]()) done.push(right)
  return done
}

for (const [reach, rights] of Object.entries(REACHES))
  test(`[S1] each right on ${reach} allows one thing in one reach, and nothing else anywhere`, async () => {
    for (const right of rights) {
      const tokens = await freshTokens()
      await give([`${reach}:${right}`])
      for (const each of Object.keys(REACHES) as Reach[])
        assert.deepEqual(
          await doneTo(each, tokens[each]),
          each === reach ? [right] : [],
          `${reach}:${right} on ${each}`,
        )
    }
  })

test('[S1] a role grants the six rights separately on the grid: one’s own, the organisation’s, other members’', async () => {
  const page = await house.signedIn()
  await page.goto(`${home}/roles/new`)
  const grid = page.getByRole('region', { name: 'Manage Keyward' })
  for (const [resource, labels] of [
    ['Own personal tokens', 6],
    ['Organisation tokens', 7],
    ['Other members’ personal tokens', 3],
  ] as const) {
    const group = grid.getByRole('group', { name: resource })
    await group.getByRole('button').click()
    assert.equal(await group.getByRole('checkbox').count(), labels + 1, resource)
  }
})

test('[S2] without a read right there is no menu entry, and a direct link says which right is missing and whom to ask', async () => {
  await house.ask('PATCH', '/v1/settings', { contact: null })
  const { id } = await house.generate({ name: 'hidden' })
  await give(['roles:read'])
  const page = await bo.page()
  await page.goto('/')
  await page.getByRole('link', { name: 'Roles' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'API tokens' }).count(), 0)
  await page.goto(`${home}/api-tokens`)
  await page.getByText(/keyward\/api-tokens:read.*Ask an organisation admin\./).waitFor()
  await page.goto(`${home}/api-tokens/${id}`)
  await page.getByText(/keyward\/api-tokens:read/).waitFor()
})

test('[S2] with read only every button stands switched off, with the reason', async () => {
  const { id } = await house.generate({ name: 'seen' })
  await give(['api-tokens:read', 'personal-tokens:read'])
  const page = await bo.page()
  await page.goto(`${home}/api-tokens/${id}`)
  for (const [name, right] of [
    ['Edit', 'update'],
    ['Regenerate', 'regenerate'],
    ['Revoke', 'revoke'],
  ] as const) {
    const button = page.getByRole('button', { name, exact: true })
    await button.waitFor()
    assert.equal(await button.getAttribute('aria-disabled'), 'true', name)
    const reason = page.locator(`[id="${await button.getAttribute('aria-describedby')}"]`)
    assert.match((await reason.textContent()) ?? '', new RegExp(`keyward/api-tokens:${right}\\).*Ask`))
  }
  await page.goto(`${home}/api-tokens`)
  const generate = page.getByRole('button', { name: 'Generate new API token' })
  assert.equal(await generate.getAttribute('aria-disabled'), 'true')
  await page.goto(`${home}/api-tokens/new`)
  await page.getByText(/keyward\/api-tokens:create/).waitFor()
})

test('[S2] a form that one may send but cannot fill in says which right is missing', async (t) => {
  await house.ask('PATCH', '/v1/settings', { contact: 'it@acme.example' })
  t.after(() => house.ask('PATCH', '/v1/settings', { contact: null }))
  const page = await bo.page()
  for (const [right, place, missing] of [
    ['roles:create', 'roles/new', 'roles:read'],
    ['api-tokens:create', 'api-tokens/new', 'api-tokens:read'],
    ['personal-tokens:create', 'api-tokens/new?owner=me', 'personal-tokens:read'],
    ['api-tokens:approve', 'approvals', 'api-tokens:read'],
  ] as const) {
    await give([right])
    await page.goto(`${home}/${place}`)
    await page.getByRole('heading', { name: 'You need another right for this' }).waitFor()
    await page.getByText(new RegExp(`keyward/${missing}\\).*Ask it@acme\\.example`)).waitFor()
  }
  await give(['members:invite'])
  await page.goto(`${home}/members`)
  const invite = page.getByRole('button', { name: 'Invite a member' })
  await invite.waitFor()
  const reason = page.locator(`[id="${await invite.getAttribute('aria-describedby')}"]`)
  assert.match((await reason.textContent()) ?? '', /keyward\/roles:read\)\. Ask it@acme\.example/)
})

test('[L4] the grid opens on what one may grant; the rest folds, switched off, with whom to ask', async () => {
  await give(['api-tokens:read', 'api-tokens:create'])
  const page = await bo.page()
  await page.goto(`${home}/api-tokens/new`)
  await page.getByRole('radio', { name: 'Custom' }).check()
  await page.getByRole('checkbox', { name: /^Send an invoice/ }).waitFor()
  assert.equal(await page.getByRole('group', { name: 'Members', exact: true }).count(), 0)
  await page.getByRole('button', { name: /^\d+ more need other rights$/ }).click()
  await page.getByText('Ask an organisation admin to grant these, or for the rights.').waitFor()
  const closed = page.getByRole('group', { name: 'Manage Keyward: Members' })
  assert.equal(await closed.getByRole('checkbox').first().isDisabled(), true)
  await house.ask('PATCH', '/v1/settings', { contact: 'it@acme.example' })
  await page.reload()
  await page.getByRole('radio', { name: 'Custom' }).check()
  await page.getByRole('button', { name: /more need other rights$/ }).click()
  await page.getByText('Ask it@acme.example to grant these, or for the rights.').waitFor()
})
