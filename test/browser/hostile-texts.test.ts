import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openConsole, overflowOf } from '../parts/open-console.ts'
import { join } from '../parts/people.ts'
import { CATALOGUE } from './catalogue.ts'
import { HOSTILE_AGENTS, HOSTILE_NAMES, REFUSED_NAMES } from './hostile-texts.ts'
import { type HostileScreen, WINDOWS, walkHostile } from './hostile-walk.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const { body: session } = await house.ask('GET', '/v1/session')
const settings = `/o/${session.memberships[0].organization.id}/settings`

const made: { id: string; plaintext: string }[] = []
for (const name of HOSTILE_NAMES) made.push(await house.generate({ name, description: `${name}\n${name}` }))
for (const [n, agent] of HOSTILE_AGENTS.entries())
  await house.server.ask('GET', '/v1/verify', {
    as: made[n]?.plaintext,
    headers: { 'user-agent': agent },
  })
const [first, second, ...others] = HOSTILE_NAMES
for (const name of HOSTILE_NAMES)
  await house.ask('POST', '/v1/roles', { name, description: name, rule: { product: 'read', management: [] } })
const bo = await join(house, 'Bo Lind', 'developer')
await bo.ask('PATCH', '/v1/profile', { name: first })
await bo.generate({ name: 'by a hostile name' })
const cy = await join(house, 'Cy Ode', 'viewer')
await cy.ask('PATCH', '/v1/profile', { name: 'W'.repeat(200) })
const { body: before } = await house.ask('GET', '/v1/settings')
await house.ask('PATCH', '/v1/settings', { contact: second, policy: { ...before.policy, approval: 'all' } })
for (const name of others.slice(0, 4)) await house.generate({ name, justification: name })
await house.ask('PATCH', '/v1/settings', { name: others.at(-1), policy: before.policy })

/** The screens that show what people and programs wrote, by what must stand there before it is looked at. */
const SCREENS: readonly HostileScreen[] = [
  [
    `${settings}/api-tokens`,
    (page) =>
      page
        .getByRole('link', { name: first ?? '' })
        .first()
        .waitFor(),
  ],
  [`${settings}/api-tokens?tab=mine`, (page) => page.getByRole('heading', { name: /no tokens/ }).waitFor()],
  ...made.map(
    ({ id }): HostileScreen => [
      `${settings}/api-tokens/${id}`,
      (page: Page) => page.getByRole('heading', { name: 'Callers' }).waitFor(),
    ],
  ),
  [
    `${settings}/api-tokens/${made[7]?.id}/edit`,
    (page) => page.getByRole('button', { name: 'Save changes' }).waitFor(),
  ],
  [
    `${settings}/api-tokens/new?access=role&name=${encodeURIComponent(second ?? '')}`,
    (page) =>
      page
        .getByRole('radio', { name: second ?? '' })
        .first()
        .waitFor(),
  ],
  [`${settings}/approvals`, (page) => page.getByRole('button', { name: 'Approve' }).first().waitFor()],
  [
    `${settings}/members`,
    (page) =>
      page
        .getByText(first ?? '')
        .first()
        .waitFor(),
  ],
  [`${settings}/members/${bo.id}`, (page) => page.getByRole('link', { name: /by a hostile/ }).waitFor()],
  [`${settings}/audit-log`, (page) => page.locator('summary').first().click()],
  [`${settings}/notifications`, (page) => page.getByRole('heading', { level: 1 }).waitFor()],
]

for (const [width, window] of Object.entries(WINDOWS))
  test(`no text that people or programs wrote runs, bursts its box, or turns its sentence around: ${width}`, () =>
    walkHostile(house, SCREENS, window))

test('the page is served under a policy with a fresh nonce and without unsafe words', async () => {
  const policies = await Promise.all(
    [1, 2].map(async () => (await fetch(house.url)).headers.get('content-security-policy') ?? ''),
  )
  const nonces = policies.map((policy) => /script-src 'self' 'nonce-([^']{16,})'/.exec(policy)?.[1])
  assert.ok(nonces[0] && nonces[1] && nonces[0] !== nonces[1])
  for (const policy of policies) assert.ok(!/unsafe|\*|https?:/.test(policy), policy)
})

test('a name that would hide in the page or turn it around, and one of 10,000 characters, is refused beside its field', async () => {
  const page = await house.signedIn()
  await page.goto(`${settings}/api-tokens/new`)
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  const submit = page.getByRole('button', { name: 'Generate token' })
  for (const text of REFUSED_NAMES) {
    await name.fill(text)
    await submit.click()
    await page.getByText('A name holds no control or text-direction characters').waitFor()
    await name.fill('x')
  }
  await name.fill('y'.repeat(10_000))
  await submit.click()
  await page.getByText('A name has at most 200 characters').waitFor()
  assert.equal(await overflowOf(page), 0)
})
