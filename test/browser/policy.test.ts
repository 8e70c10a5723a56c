import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { findFaults, openConsole, overflowOf } from '../parts/open-console.ts'
import { join } from '../parts/people.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
await house.generate({ name: 'long one', duration: { days: 90 } })
await house.generate({ name: 'wide one', access: { kind: 'full_access' } })
const { body: session } = await house.ask('GET', '/v1/session')
const settings = `/o/${session.memberships[0].organization.id}/settings`

const setPolicy = async (changes: object) => {
  const { body } = await house.ask('GET', '/v1/settings')
  const { status } = await house.ask('PATCH', '/v1/settings', { policy: { ...body.policy, ...changes } })
  assert.equal(status, 200)
}

test('[B12] a policy is set after its consequences are told, and live tokens follow when told to', async () => {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('link', { name: 'Policy' }).click()
  await page.getByRole('heading', { name: 'Policy', level: 1 }).waitFor()
  await page.getByText('Every live token keeps to it.').waitFor()
  await page.getByRole('textbox', { name: 'At most, in days' }).fill('soon')
  await page.getByText('Give a whole number from 1 to 3650, or nothing.').waitFor()
  await page.getByRole('textbox', { name: 'At most, in days' }).fill('30')
  await page.getByRole('checkbox', { name: 'Full access' }).uncheck()
  await page.getByText('2 tokens would break it').waitFor()
  await page.getByRole('button', { name: 'Save policy' }).click()
  await page.getByText('The policy is in force for new tokens.').waitFor()
  await page.getByText('2 tokens break it').waitFor()
  assert.deepEqual(await findFaults(page), [])

  await page.getByRole('button', { name: 'Make them follow…' }).click()
  await page.getByText('1 token will expire earlier. 1 token will be revoked').waitFor()
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('textbox', { name: /Type the number of tokens/ }).fill('2')
  await page.getByRole('button', { name: 'Make them follow', exact: true }).click()
  await page.getByText('1 token ends earlier, 1 token is revoked.').waitFor()
  await page.getByText('Every live token keeps to it.').waitFor()
})

test('[B12] the form for a new token offers what the policy allows, and asks what a token is for', async () => {
  await setPolicy({ longestDays: 14, accessKinds: ['read_only', 'custom'], approval: 'organization' })
  const page = await house.signedIn()
  await page.goto(`${settings}/api-tokens/new`)
  assert.equal(await page.getByRole('radio', { name: 'Full access' }).isDisabled(), true)
  assert.equal(await page.getByRole('radio', { name: '30 days' }).isDisabled(), true)
  assert.equal(await page.getByRole('radio', { name: '7 days' }).isChecked(), true)
  await page.getByText('The organisation allows at most 14 days.').waitFor()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('asked for')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByText('say what it is for: somebody must approve it').waitFor()
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('textbox', { name: 'What is it for?' }).fill('The nightly report reads notes.')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByText('Waits for approval').waitFor()
  await page.getByText('“The nightly report reads notes.”').waitFor()
  const approve = page.getByRole('button', { name: 'Approve', exact: true })
  assert.equal(await approve.getAttribute('aria-disabled'), 'true')
  await approve.hover()
  await page.getByRole('tooltip').getByText('You asked for this token yourself').waitFor()
})

test('[R6] the policy’s box has every personal token revoked at sign-out, marked for it or not', async () => {
  const page = await house.signedIn()
  await page.goto(`${settings}/policy`)
  await page.getByRole('checkbox', { name: 'Personal tokens are revoked at sign-out' }).check()
  await page.getByRole('button', { name: 'Save policy' }).click()
  await page.getByText('The policy is in force for new tokens.').waitFor()
  const bo = await join(house, 'Bo Lind', 'developer')
  const { plaintext } = await bo.generate({ name: 'goes with me', duration: { days: 7 } })
  const outcome = async () => (await house.server.ask('GET', '/v1/verify', { as: plaintext })).body.code
  assert.equal(await outcome(), undefined)
  const theirs = await bo.page()
  await theirs.goto('/')
  await theirs.getByRole('button', { name: /^Account/ }).click()
  await theirs.getByRole('button', { name: 'Sign out' }).click()
  await theirs.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.equal(await outcome(), 'token_revoked')
  await setPolicy({ revokeAtSignOut: false })
})

test('[B12] whoever may approve sees what waits, why, and decides', async () => {
  await setPolicy({ approval: 'organization' })
  const asked = async (name: string) => {
    const { status } = await house.ask('POST', '/v1/tokens', {
      name,
      owner: 'organization',
      duration: { days: 7 },
      justification: 'Publishes notes after each release.',
    })
    assert.equal(status, 201)
  }
  await asked('first')
  await asked('second')
  // As if another member had asked.
  house.change(
    `update token set origin_member_id = null, created_by_id = 'mem_x', created_by_name = 'Bo Lind'`,
  )
  for (const [scheme, width] of [
    ['light', 1280],
    ['dark', 390],
  ] as const) {
    const look = await house.signedIn({ colorScheme: scheme, viewport: { width, height: 900 } })
    await look.goto(`${settings}/approvals`)
    await look.getByRole('heading', { name: 'second' }).waitFor()
    assert.deepEqual(await findFaults(look), [])
    assert.equal(await overflowOf(look), 0)
    await look.goto(`${settings}/policy`)
    await look.getByRole('button', { name: 'Save policy' }).waitFor()
    assert.deepEqual(await findFaults(look), [])
    assert.equal(await overflowOf(look), 0)
  }
  const page = await house.signedIn()
  await page.goto(`${settings}/approvals`)
  const first = page.getByRole('article', { name: 'first' })
  await first.getByText('Publishes notes after each release.').waitFor()
  await first.getByRole('button', { name: 'Approve' }).click()
  await page.getByText('“first” is approved and works now.').waitFor()
  await page.getByRole('article', { name: 'second' }).getByRole('button', { name: 'Deny' }).click()
  await page.getByText('“second” is denied.').waitFor()
  const { body } = await house.ask('GET', '/v1/tokens?search=first')
  assert.equal(body.tokens[0].shownStatus, 'active')
})

test('whoever may not change the policy sees it, switched off, with the reason', async () => {
  house.change(`update member set role = 'viewer'`)
  const page = await house.signedIn()
  await page.goto(`${settings}/policy`)
  await page.getByText(/keyward\/settings:read/).waitFor()
  await page.goto(`${settings}/approvals`)
  await page.getByText(/keyward\/api-tokens:approve/).waitFor()
})
