import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { findFaults, openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
await house.generate({ name: 'already there' })

async function openList(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await house.signedIn(options)
  await page.goto('/')
  await page.getByRole('link', { name: 'already there' }).waitFor()
  return page
}
const focused = (page: Page) =>
  page.evaluate(
    `(document.activeElement?.ariaLabel || document.activeElement?.textContent || document.activeElement?.id) ?? ''`,
  )
const held = async (page: Page) => {
  const as: string = await page.evaluate('navigator.clipboard.readText()')
  return (await house.server.ask('GET', '/v1/self', { as })).body.token
}

const LOOKS: Record<string, BrowserContextOptions> = {
  'light, 1280 px': { viewport: { width: 1280, height: 900 } },
  'dark, 390 px': { viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
}
for (const [look, options] of Object.entries(LOOKS)) {
  test(`[S7] four acts lead from the list to a copied read-only token of 30 days, by pointer: ${look}`, async () => {
    const page = await openList(options)
    await page.getByRole('button', { name: 'Generate new API token' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`by pointer ${look}`)
    await page.getByRole('button', { name: 'Generate token' }).click()
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const token = await held(page)
    assert.equal(token.name, `by pointer ${look}`)
    assert.ok(Math.abs(Date.parse(token.expiresAt) - Date.now() - 30 * 86_400_000) < 60_000)
  })

  test(`[S7] the same four acts by keyboard alone: n, the name, Enter, Tab to Copy: ${look}`, async () => {
    const page = await openList(options)
    await page.keyboard.press('n')
    await page.locator('#field-name:focus').waitFor()
    await page.keyboard.type(`by keyboard ${look}`)
    await page.keyboard.press('Enter')
    await page.locator('h2:focus').getByText('Token generated').waitFor()
    await page.keyboard.press('Tab')
    assert.equal(await focused(page), 'Copy')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    assert.equal((await held(page)).name, `by keyboard ${look}`)
  })
}

test('a slash leads to the search, a question mark to the list of keys, and a letter that is typed stays a letter', async () => {
  const page = await openList()
  await page.keyboard.press('/')
  assert.equal(await focused(page), 'Search tokens')
  await page.keyboard.type('n?/')
  assert.equal(await page.getByRole('searchbox', { name: 'Search tokens' }).inputValue(), 'n?/')
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.getByRole('heading', { name: 'API tokens' }).focus()
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await dialog.getByText('Generate a new API token').waitFor()
  assert.deepEqual(await findFaults(page), [])
  await page.keyboard.press('n')
  await dialog.getByRole('checkbox', { name: 'Use single keys as shortcuts' }).uncheck()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('n')
  await page.keyboard.press('?')
  await page.waitForTimeout(300)
  assert.equal(await page.getByRole('dialog').count(), 0)
  await page.getByRole('heading', { name: 'API tokens' }).waitFor()
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await dialog.waitFor()
})

test('the focus goes in order, into a dialog, stays in it, and back to where it was', async () => {
  const page = await openList({ viewport: { width: 1280, height: 900 } })
  await page.keyboard.press('Tab')
  assert.equal(await focused(page), 'Skip to the content')
  const bin = page.getByRole('button', { name: 'Revoke already there' })
  await bin.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Revoke this token?' }).waitFor()
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab')
    assert.ok(await page.evaluate(`document.activeElement.closest('[role=dialog]') !== null`))
  }
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(await focused(page), 'Revoke already there')
})
