import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const { id } = await house.generate({ name: 'not for all' })
const { body: session } = await house.ask('GET', '/v1/session')
const home = `/o/${session.memberships[0].organization.id}/settings/api-tokens`
await house.ask('PATCH', '/v1/settings', { contact: 'it@acme.example' })

test('somebody who may not read organisation tokens sees which right is missing and whom to ask', async () => {
  house.change(`update member set role = 'viewer'`)
  const page = await house.signedIn()
  await page.goto(home)
  await page.getByText(/keyward\/api-tokens:read/).waitFor()
  await page
    .getByRole('main')
    .getByText(/read organisation tokens .*Ask it@acme\.example/)
    .waitFor()
  await page.goto(`${home}/${id}`)
  await page.getByRole('heading', { name: /No such API token|You need another right/ }).waitFor()
})

test('somebody who may read only finds the buttons off, in reach of the keyboard, with the reason', async () => {
  house.change(`update member set role = 'developer'`)
  const page = await house.signedIn()
  await page.goto(`${home}/${id}`)
  const button = page.getByRole('button', { name: 'Revoke', exact: true })
  await button.waitFor()
  assert.equal(await button.getAttribute('aria-disabled'), 'true')
  const reason = await button.getAttribute('aria-describedby')
  assert.match((await page.locator(`[id="${reason}"]`).textContent()) ?? '', /keyward\/api-tokens:revoke/)
  await button.hover()
  await page.getByRole('tooltip').getByText('Ask it@acme.example').waitFor()
})

test('what one may not grant folds under one line, disabled, with whom to ask', async () => {
  house.change(`update member set role = 'developer'`)
  const page = await house.signedIn()
  await page.goto(`${home}/new`)
  assert.equal(await page.getByRole('radio', { name: 'Organisation' }).isDisabled(), true)
  await page.getByRole('radio', { name: 'Custom' }).check()
  await page.getByRole('checkbox', { name: /^Send an invoice/ }).waitFor()
  await page.getByRole('button', { name: /more need other rights/ }).click()
  await page.getByText('Ask it@acme.example to grant these, or for the rights.').waitFor()
  const box = page.getByRole('checkbox', { name: /keyward\/audit-log:read|^See/ }).last()
  assert.equal(await box.isDisabled(), true)
})
