import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })

/** The list, in a browser whose clock the test moves. */
async function openWatchedList(): Promise<Page> {
  const page = await house.signedIn({ viewport: { width: 1280, height: 900 } })
  await page.clock.install()
  await page.goto('/')
  await page.getByRole('checkbox', { name: 'Select all rows shown' }).waitFor()
  return page
}

test('a list that somebody watches shows what others do, and keeps what is selected and where it is scrolled', async () => {
  for (let number = 1; number <= 30; number++) await house.generate({ name: `watched ${number}` })
  const page = await openWatchedList()
  const ticked = page.getByRole('checkbox', { name: 'Select watched 30', exact: true })
  await ticked.check()
  await row(page, 'watched 3').waitFor()
  await page.mouse.wheel(0, 300)
  await page.waitForFunction(() => window.scrollY >= 250)
  const scrolled = await page.evaluate(() => window.scrollY)
  const { body } = await house.ask('GET', '/v1/tokens?search=watched')
  const other = body.tokens.find(({ name }: { name: string }) => name === 'watched 3')
  await house.ask('POST', `/v1/tokens/${other.id}/revoke`, {})
  await page.clock.fastForward('00:31')
  await row(page, 'watched 3').getByText('Revoked').waitFor()
  assert.ok(await ticked.isChecked())
  await page.getByText('1 selected').waitFor()
  assert.equal(await page.evaluate(() => window.scrollY), scrolled)
})

test('a list that nobody touches for ten minutes asks for nothing more, until somebody does', async () => {
  await house.generate({ name: 'left alone' })
  const page = await openWatchedList()
  await row(page, 'left alone').waitFor()
  await page.clock.runFor('11:00')
  await page.waitForLoadState('networkidle')
  let asked = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/v1/tokens') asked++
  })
  await page.clock.runFor('05:00')
  await page.waitForLoadState('networkidle')
  assert.equal(asked, 0)
  const again = page.waitForResponse((response) => new URL(response.url()).pathname === '/v1/tokens')
  await page.keyboard.press('Tab')
  await again
})

test('the page of a token that was just generated shows its first call by itself', async () => {
  const { id, plaintext } = await house.generate({ name: 'fresh' })
  const page = await openWatchedList()
  await row(page, 'fresh').getByRole('link', { name: 'fresh' }).click()
  await page.getByText('No calls in the last 14 days').waitFor()
  await house.server.ask('GET', '/v1/verify', { as: plaintext })
  const counted = async () => (await house.ask('GET', `/v1/tokens/${id}/usage`)).body.hours.at(-1)?.allowed
  for (let tries = 0; tries < 60 && !(await counted()); tries++)
    await new Promise((resolve) => setTimeout(resolve, 200))
  await page.clock.fastForward('00:06')
  await page.getByText('1 allowed').waitFor()
})
