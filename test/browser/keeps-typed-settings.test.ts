import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { OWNER, openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const { body: session } = await house.ask('GET', '/v1/session')
const settings = `/o/${session.memberships[0].organization.id}/settings`
const DESCRIPTION = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Typed', version: '1' },
  servers: [{ url: 'https://typed.example' }],
  paths: { '/things': { get: { operationId: 'listThings', responses: { 200: { description: 'ok' } } } } },
})

type Form = {
  place: string
  open?: (page: Page) => Promise<void>
  field: (page: Page) => Locator
  typed: string
  send: string
  /** What stands there when it went through. */
  done: (page: Page) => Locator
}

const box = (name: string) => (page: Page) => page.getByRole('textbox', { name, exact: true })
const FORMS: Record<string, Form> = {
  role: {
    place: 'roles/new',
    field: box('Name'),
    typed: 'Typed with care',
    send: 'Create role',
    done: (page) => page.getByRole('heading', { name: 'Typed with care', level: 1 }),
  },
  policy: {
    place: 'policy',
    field: (page) => page.getByLabel('At most, in days'),
    typed: '77',
    send: 'Save policy',
    done: (page) => page.getByText('The policy is in force for new tokens.'),
  },
  organisation: {
    place: 'organization',
    field: box('Contact (optional)'),
    typed: 'typed@acme.example',
    send: 'Save settings',
    done: (page) => page.getByText('The settings are saved.'),
  },
  webhook: {
    place: 'webhooks',
    open: async (page) => {
      await page.getByRole('button', { name: 'Create a webhook' }).first().click()
      await box('Address')(page).fill('https://hooks.example/keyward')
    },
    field: box('Name'),
    typed: 'Typed with care',
    send: 'Create',
    done: (page) => page.getByText(/whsec_/),
  },
  import: {
    place: 'catalogue/import',
    open: async (page) => {
      await page.getByRole('button', { name: 'Paste the text instead' }).click()
      await box('Slug')(page).fill('typed')
    },
    field: box('Text of the description'),
    typed: DESCRIPTION,
    send: 'Show what it changes',
    done: (page) => page.getByRole('heading', { name: 'Import Typed?' }),
  },
}

for (const [name, { place, open, field, typed, send, done }] of Object.entries(FORMS))
  test(`offline and after the session has ended, the form “${name}” keeps what was typed, and goes on with it`, async () => {
    const page = await house.signedIn()
    await page.goto(`${settings}/${place}`)
    await open?.(page)
    await field(page).fill(typed)
    const submit = () => page.getByRole('button', { name: send, exact: true }).click()
    await page.context().setOffline(true)
    await submit()
    await page.getByText('Check your connection').first().waitFor()
    assert.equal(await field(page).inputValue(), typed)
    await page.context().setOffline(false)

    await page.context().clearCookies()
    await submit()
    const dialog = page.getByRole('dialog', { name: 'Sign in again' })
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
    assert.equal(await field(page).inputValue(), typed)
    await submit()
    await dialog.getByRole('textbox').last().fill(OWNER.password)
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await done(page).waitFor()
  })
