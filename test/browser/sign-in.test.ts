import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { OWNER, openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })

test('a wrong password is refused in the server’s words and keeps what was typed; the right one leads back to where one was', async () => {
  const page = await house.newPage()
  const { body } = await house.ask('GET', '/v1/session')
  await page.goto(`/o/${body.memberships[0].organization.id}/settings/api-tokens?tab=mine&status=revoked`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.getByRole('textbox', { name: 'E-mail' }).fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password at all')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').getByText('E-mail or password is wrong').waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'E-mail' }).inputValue(), OWNER.email)

  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'API tokens' }).waitFor()
  assert.match(page.url(), /api-tokens\?tab=mine&status=revoked$/)
  await page.getByRole('tab', { name: 'Mine', selected: true }).waitFor()
})

test('signing out in the user menu ends the session', async () => {
  const page = await house.newPage()
  await page.goto('/')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: `Account: ${OWNER.name}` }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.goto('/')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('an old sign-in asks for the password before it generates, and loses nothing that was typed', async () => {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('button', { name: 'Generate new API token' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('after lunch')
  house.change(`update auth_session set confirmedAt = ${Date.now() - 16 * 60_000}`)
  await page.getByRole('button', { name: 'Generate token' }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm your password' })
  await dialog.getByLabel(/^Password for/).fill(OWNER.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Token generated' }).waitFor()
  await page.getByRole('heading', { name: 'after lunch' }).waitFor()
})

test('a session that ends meanwhile asks for the password again, and loses nothing that was typed', async () => {
  const page = await house.newPage()
  await page.goto('/')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Generate new API token' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('typed before')
  house.change('delete from auth_session')
  await page.getByRole('button', { name: 'Generate token' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await dialog.getByLabel(/^Password for/).fill(OWNER.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'typed before' }).waitFor()
})
