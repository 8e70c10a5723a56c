import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })

const head = (page: Page) => page.getByRole('button', { name: /^Conditions/ })
const addresses = (page: Page) => page.getByRole('textbox', { name: 'Addresses' })
const calls = (page: Page) => page.getByRole('textbox', { name: 'Calls' })
const cap = (page: Page) => page.getByRole('textbox', { name: 'Usage cap' })
const pathOf = (id: string, page: Page) => page.url().replace(/api-tokens.*/, `api-tokens/${id}`)

async function openForm(name: string): Promise<Page> {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('button', { name: 'Generate new API token' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  return page
}

async function openToken(id: string): Promise<Page> {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('tab', { name: 'Organisation' }).waitFor()
  await page.goto(pathOf(id, page))
  return page
}

test('[B11] conditions are folded away, and without one a token has none', async () => {
  const page = await openForm('free')
  assert.equal(await head(page).getAttribute('aria-expanded'), 'false')
  await page.getByText('None: it works at once, from anywhere, as often as it likes').waitFor()
  assert.equal(await addresses(page).isVisible(), false)
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('heading', { name: 'Token generated' }).waitFor()
  assert.equal(await page.getByRole('heading', { name: 'Conditions' }).count(), 0)
})

test('[B11] addresses, the own one offered, a rate limit and a cap are set, shown and in force', async () => {
  const page = await openForm('bound')
  await head(page).click()
  await addresses(page).fill('203.0.113.0/24')
  await page.getByRole('button', { name: 'Add your own address, 127.0.0.1' }).click()
  assert.equal(await addresses(page).inputValue(), '203.0.113.0/24\n127.0.0.1')
  await calls(page).fill('2')
  await page.getByRole('combobox', { name: 'Window' }).selectOption('day')
  await cap(page).fill('1000')
  await page.getByText('3 are set').waitFor()
  await page.getByRole('button', { name: 'Generate token' }).click()
  const plaintext = (await page.getByText(/^kw_\w{60,}$/).textContent()) ?? ''
  const section = page.getByRole('region', { name: 'Conditions' })
  await section.getByText('203.0.113.0/24, 127.0.0.1').waitFor()
  await section.getByText('2 calls a day').waitFor()
  await section.getByText('1,000 calls, 1,000 left').waitFor()

  const verify = () => house.server.ask('GET', '/v1/verify', { as: plaintext })
  assert.deepEqual(
    [(await verify()).status, (await verify()).status, (await verify()).status],
    [200, 200, 429],
  )
  await page.reload()
  await page.getByRole('region', { name: 'Conditions' }).getByText('1,000 calls, 998 left').waitFor()
})

test('[B11] a condition that is none opens the part and stands at its field, whose focus it takes', async () => {
  const page = await openForm('wrong')
  await head(page).click()
  await addresses(page).fill('203.0.113.7\n10.0.0.1/8')
  await calls(page).fill('1.5')
  await head(page).click()
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByText('Give a whole number, or leave it empty.').waitFor()
  await calls(page).and(page.locator(':focus')).waitFor()
  await calls(page).fill('')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByText('Number 2: bits are set beyond /8: write 10.0.0.0/8 for the network').waitFor()
  await addresses(page).and(page.locator(':focus')).waitFor()
  await addresses(page).fill('10.0.0.0/8')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('heading', { name: 'Token generated' }).waitFor()
})

test('[B11] an edit opens on the conditions that are set, changes one and takes another away', async () => {
  const { id } = await house.generate({
    name: 'edited',
    conditions: { addresses: ['203.0.113.7'], rateLimit: { limit: 5, windowSeconds: 30 }, usageCap: 9 },
  })
  const page = await openToken(id)
  await page.getByText('5 calls in 30 seconds').waitFor()
  await page
    .getByRole('link', { name: 'Edit' })
    .or(page.getByRole('button', { name: 'Edit' }))
    .click()
  assert.equal(await addresses(page).inputValue(), '203.0.113.7')
  assert.equal(await cap(page).inputValue(), '9')
  await addresses(page).fill('')
  await cap(page).fill('20')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('20 calls, 20 left').waitFor()
  assert.equal(await page.getByText('Only from').count(), 0)
  const { body } = await house.ask('GET', `/v1/tokens/${id}`)
  assert.deepEqual(body.conditions, {
    notBefore: null,
    addresses: null,
    rateLimit: { limit: 5, windowSeconds: 30 },
    usageCap: 20,
  })
})

test('[B11] a token that is not valid yet says so on top of its page, and a day half filled in is asked for', async () => {
  const page = await openForm('early')
  await head(page).click()
  const field = page.getByLabel('Not before')
  await field.focus()
  await page.keyboard.type('02032031')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByText('Give the day and the time, or clear both.').waitFor()
  await field.fill('2031-02-03T10:00')
  await page.getByRole('radio', { name: 'Unlimited' }).check()
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByText('Not valid yet').waitFor()
  await page.getByText(/refused until Monday 3 February 2031, 10:00/).waitFor()
})
