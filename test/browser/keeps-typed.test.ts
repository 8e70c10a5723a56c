import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { OWNER, openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const nameField = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true })
const submit = (page: Page) => page.getByRole('button', { name: 'Generate token' }).click()

async function fillIn(name: string): Promise<Page> {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('button', { name: 'Generate new API token' }).click()
  await nameField(page).fill(name)
  await page.getByRole('textbox', { name: 'Description (optional)' }).fill('typed with care')
  await page.getByRole('radio', { name: '90 days' }).check()
  return page
}

async function stands(page: Page, name: string) {
  assert.equal(await nameField(page).inputValue(), name)
  const description = page.getByRole('textbox', { name: 'Description (optional)' })
  assert.equal(await description.inputValue(), 'typed with care')
  assert.equal(await page.getByRole('radio', { name: '90 days' }).isChecked(), true)
}

test('offline, a form says so and keeps what was typed; back on the net it is sent, once', async () => {
  const page = await fillIn('typed offline')
  await page.context().setOffline(true)
  await submit(page)
  await page.getByText('Check your connection').waitFor()
  await stands(page, 'typed offline')
  await page.context().setOffline(false)
  await submit(page)
  await page.getByRole('heading', { name: 'Token generated' }).waitFor()
  const { body } = await house.ask('GET', '/v1/tokens?search=typed')
  assert.equal(body.total, 1)
})

test('where the session has ended, signing in again over the form goes on with what was typed', async () => {
  const page = await fillIn('typed too slowly')
  await page.context().clearCookies()
  await submit(page)
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await dialog.getByText('Nothing you typed is lost.').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'detached' })
  await stands(page, 'typed too slowly')
  await submit(page)
  await dialog.getByRole('textbox').last().fill(OWNER.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Token generated' }).waitFor()
  await page.getByRole('heading', { name: 'typed too slowly' }).waitFor()
})
