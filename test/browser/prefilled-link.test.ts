import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { findFaults, openConsole, overflowOf } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const { body: session } = await house.ask('GET', '/v1/session')
const FORM = `/o/${session.memberships[0].organization.id}/settings/api-tokens/new`

async function follow(link: string): Promise<Page> {
  const page = await house.signedIn({ viewport: { width: 1280, height: 900 } })
  await page.goto(FORM + link)
  await page.getByRole('heading', { name: 'Generate new API token' }).waitFor()
  return page
}

test('a link fills in name, owner, duration and boxes; two acts are left', async () => {
  const page = await follow('?name=nightly%20report&days=7&owner=me&scopes=notes/notes:find,billing/*:find')
  await page.getByText('A link filled in this form').waitFor()
  await page.getByText('It has 2 permissions in Notes API and Billing API.').waitFor()
  await page.getByText(/^It acts as you\. Expires .*\(in 7 days\)\.$/).waitFor()
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  const plaintext: string = await page.evaluate('navigator.clipboard.readText()')
  const { token } = (await house.server.ask('GET', '/v1/self', { as: plaintext })).body
  assert.equal(token.name, 'nightly report')
  assert.deepEqual(token.permissions, ['billing/invoices:find', 'notes/notes:find'])
  assert.equal(token.owner.kind, 'user')
})

test('a link survives the way through sign-in', async () => {
  const page = await house.newPage()
  await page.goto(`${FORM}?name=after%20sign-in&scopes=notes/notes:find`)
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@acme.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await name.waitFor()
  assert.equal(await name.inputValue(), 'after sign-in')
})

test('what a link asks for beyond the person’s rights is not ticked, and told beside its field', async () => {
  house.change(`update member set role = 'developer'`)
  const link =
    '?owner=organization&days=eternal&name=sly&scopes=notes/notes:find,keyward/api-tokens:create,no/such:thing'
  const page = await follow(link)
  await page.getByText(/may not grant: “keyward\/api-tokens:create”/).waitFor()
  await page.getByText(/catalogue does not hold: “no\/such:thing”/).waitFor()
  await page.getByText(/The link asks for “eternal”/).waitFor()
  await page.getByText(/The link asks for another owner\. Your role may not create/).waitFor()
  assert.equal(await page.getByRole('radio', { name: 'Me' }).isChecked(), true)
  assert.equal(await page.getByRole('radio', { name: '30 days' }).isChecked(), true)
  assert.deepEqual(await findFaults(page), [])
  assert.equal(await overflowOf(page), 0)

  await page.getByRole('radio', { name: '7 days' }).check()
  await page.getByText(/“eternal”/).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('heading', { name: 'sly' }).waitFor()
  const { body: listed } = await house.ask('GET', '/v1/tokens?search=sly&reach=mine')
  const { body: made } = await house.ask('GET', `/v1/tokens/${listed.tokens[0].id}`)
  assert.deepEqual(made.access, { kind: 'custom', scopes: ['notes/notes:find'] })
  house.change(`update member set role = 'owner'`)
})
