import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })

async function openForm(): Promise<Page> {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('button', { name: 'Generate new API token' }).click()
  await page.getByRole('heading', { name: 'Generate new API token' }).waitFor()
  return page
}

const nameField = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true })
const shownValue = (page: Page) => page.getByText(/^kw_\w{60,}$/)

test('[L2] Settings holds API tokens, with the button Generate new API token', async () => {
  const page = await house.signedIn()
  await page.goto('/')
  const navigation = page.getByRole('navigation', { name: 'Main' })
  await navigation.getByRole('heading', { name: 'Settings' }).waitFor()
  await navigation.getByRole('link', { name: 'API tokens' }).waitFor()
  await page.getByRole('tab', { name: 'Organisation', selected: true }).waitFor()
  await page.getByRole('tab', { name: 'Mine' }).waitFor()
  await page.getByRole('button', { name: 'Generate new API token' }).waitFor()
})

test('[S7] four acts lead from the list to a copied read-only token of 30 days', async () => {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('button', { name: 'Generate new API token' }).click()
  await nameField(page).fill('four acts')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('button', { name: 'Copy', exact: true }).click()

  const plaintext: string = await page.evaluate('navigator.clipboard.readText()')
  const self = await house.server.ask('GET', '/v1/self', { as: plaintext })
  assert.equal(self.body.token.name, 'four acts')
  assert.deepEqual(self.body.token.permissions, [
    'billing/invoices:find',
    'notes/notes:find',
    'notes/notes:findOne',
  ])
  const days = (Date.parse(self.body.token.expiresAt) - Date.now()) / 86_400_000
  assert.ok(days > 29.9 && days <= 30)
})

test('[S7] the resulting date is spelled out while a duration is chosen, and each access says what it covers', async () => {
  const page = await openForm()
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  await page.getByRole('radio', { name: '90 days' }).check()
  await page
    .getByText(day.format(Date.now() + 90 * 86_400_000))
    .first()
    .waitFor()
  await page.getByRole('radio', { name: 'Unlimited' }).check()
  await page.getByText('Never expires.').first().waitFor()
  await page.getByText('Reads everything in your product’s APIs and changes nothing.').waitFor()
  await page
    .getByText('Reads and changes everything in your product’s APIs, never Keyward’s own management.')
    .waitFor()
  await page.getByText('For a pipeline choose Organisation: it survives people leaving.').waitFor()
  await page.getByText('This token acts as you. Treat it like your password.').waitFor()
})

test('[L3] a token takes a name, any date as its last day, and a set of scopes', async () => {
  const page = await openForm()
  await nameField(page).fill('until a day')
  await page.getByRole('radio', { name: 'A date' }).check()
  await page.getByLabel('Last valid day').fill('2031-02-03')
  await page
    .getByText(/Expires Monday 3 February 2031, 23:59/)
    .first()
    .waitFor()
  await page.getByRole('radio', { name: 'Custom' }).check()
  await page.getByRole('checkbox', { name: /^List invoices/ }).check()
  await page.getByRole('button', { name: 'Generate token' }).click()
  const plaintext = (await shownValue(page).textContent()) ?? ''
  const { token } = (await house.server.ask('GET', '/v1/self', { as: plaintext })).body
  assert.deepEqual(token.permissions, ['billing/invoices:find'])
  assert.match(token.expiresAt, /^2031-02-0[34]T/)
})

test('[S8] a resource opens on boxes that say which routes they open; the box for all of it is mixed while some are ticked', async () => {
  const page = await openForm()
  await page.getByRole('radio', { name: 'Custom' }).check()
  const notes = page.getByRole('group', { name: 'Notes', exact: true })
  await notes.getByText('PATCH /api/notes/{id}').waitFor()
  await notes.getByRole('checkbox', { name: /^Change a note/ }).check()
  assert.equal(await notes.locator('input:indeterminate').getAttribute('aria-label'), 'All of Notes')
  await notes.getByRole('checkbox', { name: 'All of Notes' }).check()
  await notes.getByText('5 of 5').waitFor()
  await page.getByText('It has 5 permissions in Notes API. It cannot manage Keyward itself.').waitFor()

  await page.getByRole('textbox', { name: 'Search permissions' }).fill('POST /invoices')
  await page.getByRole('checkbox', { name: /^Send an invoice/ }).waitFor()
  await notes.waitFor({ state: 'detached' })
})

test('[L5] [S9] the new value stands on top of its page once, with a copy button, a warning and a line to run', async () => {
  const page = await openForm()
  await nameField(page).fill('shown once')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('heading', { name: 'Token generated' }).waitFor()
  await page.getByText('you cannot see it again').waitFor()
  await page.getByText('If it is lost, generate a new token.').waitFor()
  const plaintext = (await shownValue(page).textContent()) ?? ''
  const line = (await page.getByText(/^curl /).textContent()) ?? ''
  assert.ok(line.includes(plaintext))

  const kept = `JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href])`
  assert.ok(!String(await page.evaluate(kept)).includes(plaintext.slice(-20)))
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
})

test('[R3] [S10] the value is gone on Done, on refresh, on navigation and on the way back', async () => {
  const page = await openForm()
  const generate = async (name: string) => {
    await page.getByRole('button', { name: 'Generate new API token' }).click()
    await nameField(page).fill(name)
    await page.getByRole('button', { name: 'Generate token' }).click()
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
  }
  const gone = async (name: string) => {
    await page.getByRole('heading', { name }).waitFor()
    assert.equal(await shownValue(page).count(), 0)
  }
  await page.goto('/')
  await generate('gone on done')
  await page.getByRole('button', { name: 'Done' }).click()
  await gone('gone on done')

  await page.goto('/')
  await generate('gone on refresh')
  await page.reload()
  await gone('gone on refresh')

  await page.goto('/')
  await generate('gone on the way back')
  await page.getByRole('link', { name: 'API tokens' }).first().click()
  await page.getByRole('heading', { name: 'API tokens' }).waitFor()
  await page.goBack()
  await gone('gone on the way back')
})

test('[L5] whoever leaves without copying is asked first', async () => {
  const page = await openForm()
  await nameField(page).fill('nearly lost')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await shownValue(page).waitFor()
  await page.getByRole('link', { name: 'API tokens' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Go on without copying?' })
  await dialog.getByRole('button', { name: 'Stay and copy' }).click()
  await shownValue(page).waitFor()
  await page.getByRole('link', { name: 'API tokens' }).first().click()
  await dialog.getByRole('button', { name: 'Go on and lose it' }).click()
  await page.getByRole('heading', { name: 'API tokens' }).waitFor()
})

test('[S7] what is wrong is told beside its field in the server’s words, and nothing typed is lost', async () => {
  const page = await openForm()
  await page.getByRole('textbox', { name: 'Description (optional)' }).fill('kept')
  await page.getByRole('radio', { name: '7 days' }).check()
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByText('Give the token a name').waitFor()
  assert.equal(await nameField(page).getAttribute('aria-invalid'), 'true')
  assert.equal(await page.locator('input:focus').getAttribute('id'), await nameField(page).getAttribute('id'))
  assert.equal(await page.getByRole('textbox', { name: 'Description (optional)' }).inputValue(), 'kept')
  assert.equal(await page.getByRole('radio', { name: '7 days' }).isChecked(), true)

  await page.getByRole('radio', { name: 'A date' }).check()
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByText('Choose a day.').waitFor()
  await page.getByRole('radio', { name: '7 days' }).check()
  await nameField(page).fill('x'.repeat(201))
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByText('A name has at most 200 characters').waitFor()
})
