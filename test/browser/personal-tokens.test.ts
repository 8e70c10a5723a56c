import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { findFaults, openConsole } from '../parts/open-console.ts'
import { join } from '../parts/people.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const { body: session } = await house.ask('GET', '/v1/session')
const home = `/o/${session.memberships[0].organization.id}/settings/api-tokens`
const bo = await join(house, 'Bo Lind', 'developer')

test('[R1] the form warns that a personal token acts as its owner, and the protected API learns who calls', async () => {
  const page = await bo.page()
  await page.goto(`${home}/new?owner=me`)
  await page.getByText('This token acts as you. Treat it like your password.').waitFor()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('laptop')
  await page.getByRole('button', { name: 'Generate token' }).click()
  const value = await page
    .getByText(/^kw_[0-9A-Za-z]{16}_/)
    .first()
    .textContent()
  const { status, body } = await house.server.ask('GET', '/v1/verify', { as: value ?? '' })
  assert.equal(status, 200)
  assert.deepEqual(
    [body.caller.owner.kind, body.caller.owner.memberId, body.caller.owner.name],
    ['user', bo.id, 'Bo Lind'],
  )
})

test('[R2] on Mine the name alone is enough: read-only, 30 days, no revocation at sign-out; REST has the same defaults', async () => {
  const page = await bo.page()
  await page.goto(`${home}?tab=mine`)
  await page.getByRole('button', { name: 'Generate new API token' }).click()
  assert.equal(await page.getByRole('radio', { name: 'Me' }).isChecked(), true)
  assert.equal(await page.getByRole('radio', { name: 'Read-only' }).isChecked(), true)
  assert.equal(await page.getByRole('radio', { name: '30 days' }).isChecked(), true)
  assert.equal(await page.getByRole('checkbox', { name: 'Revoke when I sign out' }).isChecked(), false)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('from the form')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('heading', { name: 'Token generated' }).waitFor()
  await bo.ask('POST', '/v1/tokens', { name: 'from the api' })
  const { body } = await bo.ask('GET', '/v1/tokens?reach=mine&search=from')
  const days = ({ expiresAt, createdAt }: { expiresAt: string; createdAt: string }) =>
    (Date.parse(expiresAt) - Date.parse(createdAt)) / 86_400_000
  assert.equal(body.tokens.length, 2)
  for (const token of body.tokens)
    assert.deepEqual(
      [token.owner.kind, token.access.kind, days(token), token.revokeAtSignOut],
      ['user', 'read_only', 30, false],
    )
})

test('[R4] Mine shows how many seats are taken; at the limit the button says why, and the way on', async () => {
  const page = await bo.page()
  await page.goto(`${home}?tab=mine`)
  await page.getByText('3 of 10 live personal tokens', { exact: true }).waitFor()
  for (let n = 4; n <= 10; n++) await bo.generate({ name: `seat ${n}` })
  assert.equal((await bo.ask('POST', '/v1/tokens', { name: 'eleventh' })).body.code, 'seats_taken')
  await page.reload()
  await page.getByText('10 of 10 live personal tokens', { exact: true }).waitFor()
  assert.deepEqual(await findFaults(page), [])
  const generate = page.getByRole('button', { name: 'Generate new API token' })
  assert.equal(await generate.getAttribute('aria-disabled'), 'true')
  await generate.hover()
  await page
    .getByRole('tooltip')
    .getByText(/Revoke one that you no longer use, or ask ada@acme\.example for more\./)
    .waitFor()
  await house.ask('PATCH', '/v1/settings', { seatsPerMember: 11 })
  await page.reload()
  await page.getByText('10 of 11 live personal tokens', { exact: true }).waitFor()
  await generate.click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor()
})

test('[A2] a name that a live token bears is advised against while it is typed, and not forbidden', async () => {
  const { id } = await house.generate({ name: 'deploy pipeline' })
  const page = await house.signedIn()
  await page.goto(`${home}/new`)
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByText('Give the token a name').waitFor()
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  const hint = page.getByText('“deploy pipeline” is already in use by a live token.')
  await name.fill('  deploy   pipeline ')
  await hint.waitFor()
  assert.deepEqual(await findFaults(page), [])
  await name.fill('deploy pipeline 2')
  await hint.waitFor({ state: 'detached' })
  await name.fill('deploy   pipeline')
  await hint.waitFor()
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('heading', { name: 'deploy pipeline', level: 1, exact: true }).waitFor()
  await house.ask('POST', `/v1/tokens/${id}/revoke`, {})
  const member = await bo.page()
  await member.goto(`${home}/new`)
  assert.equal(await member.getByRole('radio', { name: 'Organisation' }).isDisabled(), true)
})

test('[A1] the form says that an organisation token survives people leaving', async () => {
  const page = await house.signedIn()
  await page.goto(`${home}/new`)
  await page.getByText('For a pipeline choose Organisation: it survives people leaving.').waitFor()
})
