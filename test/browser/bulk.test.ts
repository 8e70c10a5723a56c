import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })

async function search(words: string): Promise<Page> {
  const page = await house.signedIn({ viewport: { width: 1280, height: 900 } })
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search tokens' }).fill(words)
  await page.waitForURL(/search=/)
  return page
}

const statuses = async (name: string) => {
  const { body } = await house.ask('GET', `/v1/tokens?search=${name}&limit=200`)
  return body.tokens.map((token: { shownStatus: string }) => token.shownStatus)
}

test('[L6] selected rows are revoked after a preview, by typing their number, and undone as a whole', async () => {
  for (const name of ['few one', 'few two', 'few three']) await house.generate({ name })
  const page = await search('few')
  await page.getByRole('checkbox', { name: 'Select few one' }).check()
  await page.getByRole('checkbox', { name: 'Select few two' }).check()
  await page.getByRole('button', { name: 'Revoke 2 tokens' }).click()
  const dialog = page.getByRole('dialog', { name: 'Revoke these tokens?' })
  await dialog.getByText('few one, few two').waitFor()
  await dialog.getByText('calls, last 24 h').waitFor()
  await dialog.getByRole('textbox').fill('3')
  assert.equal(await dialog.getByRole('button', { name: 'Revoke 2 tokens' }).isDisabled(), true)
  await dialog.getByRole('textbox').fill('2')
  await dialog.getByRole('button', { name: 'Revoke 2 tokens' }).click()
  await page.getByText('2 tokens are revoked.').waitFor()
  assert.deepEqual((await statuses('few')).sort(), ['active', 'revoked', 'revoked'])

  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('2 tokens are re-approved.').waitFor()
  assert.deepEqual(await statuses('few'), ['active', 'active', 'active'])
})

test('[L6] everything that matches the filter is revoked, also what the page has not loaded', async () => {
  for (let number = 1; number <= 60; number++) await house.generate({ name: `many ${number}` })
  const page = await search('many')
  await page.getByText('50 of 60 tokens').waitFor()
  await page.getByRole('checkbox', { name: 'Select all rows shown' }).check()
  await page.getByRole('button', { name: 'Select all 60 that match' }).click()
  await page.getByRole('button', { name: 'Revoke 60 tokens' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('and 50 more').waitFor()
  await dialog.getByRole('textbox').fill('60')
  await dialog.getByRole('button', { name: 'Revoke 60 tokens' }).click()
  await page.getByText('60 tokens are revoked.').waitFor()
  assert.deepEqual(new Set(await statuses('many')), new Set(['revoked']))
})

test('[S4] the list goes on, page after page', async () => {
  const page = await search('many')
  await page.getByRole('button', { name: 'Load more' }).click()
  await page.getByText('60 tokens', { exact: true }).waitFor()
  // The rows are drawn in slices, after the number.
  await page.locator('tbody tr').nth(59).waitFor()
  assert.equal(await page.locator('tbody tr').count(), 60)
})

test('[L6] a selection that changed meanwhile is not revoked: it is looked at again', async () => {
  for (const name of ['late one', 'late two']) await house.generate({ name })
  const page = await search('late')
  await page.getByText('2 tokens', { exact: true }).waitFor()
  await page.getByRole('checkbox', { name: 'Select all rows shown' }).check()
  await page.getByRole('button', { name: 'Revoke 2 tokens' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('late one, late two').waitFor()
  const { body } = await house.ask('GET', '/v1/tokens?search=late')
  await house.ask('POST', `/v1/tokens/${body.tokens[0].id}/revoke`, {})
  await dialog.getByRole('textbox').fill('2')
  await dialog.getByRole('button', { name: 'Revoke 2 tokens' }).click()
  await dialog.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
  await dialog.getByRole('button', { name: 'Revoke 1 token' }).waitFor()
  assert.deepEqual((await statuses('late')).sort(), ['active', 'revoked'])
})
