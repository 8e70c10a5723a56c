import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const one = await house.generate({ name: 'release pipeline', owner: 'organization' })
await house.ask('PATCH', `/v1/tokens/${one.id}`, { name: 'release bot' })
await house.generate({ name: 'another', owner: 'organization' })

async function openLog(): Promise<Page> {
  const page = await house.signedIn({ viewport: { width: 1280, height: 900 } })
  await page.goto('/')
  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByRole('heading', { name: 'Audit log' }).waitFor()
  return page
}

test('[B9] the log tells who changed what, with before and after, when and from where', async () => {
  const page = await openLog()
  const events = page.getByRole('list', { name: 'Events' })
  await events.getByText('Token updated').click()
  const event = page.getByRole('listitem').filter({ hasText: 'Token updated' })
  await event.getByRole('row', { name: /Name release pipeline release bot/ }).waitFor()
  await event.getByText('127.0.0.1').waitFor()
  await event.getByText('Ada Berg').first().waitFor()
  await event.getByText(/req_/).waitFor()
})

test('[B9] what is chosen narrows the log, stays in the address and goes with one click; so do a token’s own history and one person', async () => {
  const page = await openLog()
  const events = page.getByRole('list', { name: 'Events' })
  await page.getByRole('button', { name: 'Events: All events' }).click()
  await page.getByRole('checkbox', { name: 'Installation' }).check()
  await page.waitForURL(/about=installation/)
  await page.getByText('Installation set up').waitFor()
  await page.reload()
  await page.getByText('Installation set up').waitFor()
  assert.equal(await page.getByText('Token updated').count(), 0)
  await page.getByRole('button', { name: 'Installation: remove this filter' }).click()
  await page.getByText('Token updated').click()
  await page.getByRole('button', { name: 'Only this token' }).click()
  await page.waitForURL(new RegExp(`token=${one.id}`))
  const other = page.locator('summary').filter({ hasText: 'another' })
  await other.waitFor({ state: 'detached' })
  assert.equal(await events.locator('> li').count(), 2)
  await page.getByRole('button', { name: 'Only by Ada Berg' }).first().click()
  await page.getByRole('button', { name: 'Only token release bot: remove this filter' }).waitFor()
  await page.getByRole('button', { name: 'Only by Ada Berg: remove this filter' }).waitFor()
  await page.getByRole('button', { name: 'Clear all' }).click()
  await other.waitFor()
  assert.equal(new URL(page.url()).search, '')
})

test('[B9] with keys alone single kinds of events are chosen, and Escape goes back to the button', async () => {
  const page = await openLog()
  const picker = page.getByRole('button', { name: /^Events: / })
  await picker.press('Enter')
  await page.getByRole('button', { name: 'Kinds of Tokens' }).press('Enter')
  await page.getByRole('checkbox', { name: 'Token updated' }).press('Space')
  await page.waitForURL(/kind=token\.updated/)
  assert.equal(await page.getByRole('checkbox', { name: 'Tokens', exact: true }).evaluate(isMixed), true)
  await page.keyboard.press('Escape')
  await page.getByRole('checkbox', { name: 'Tokens', exact: true }).waitFor({ state: 'detached' })
  assert.equal(await picker.getAttribute('aria-label'), 'Events: 1 kind of events')
  assert.equal(await picker.evaluate((button) => button === document.activeElement), true)
  await page.locator('summary').filter({ hasText: 'another' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Token updated: remove this filter' }).press('Enter')
  await page.locator('summary').filter({ hasText: 'another' }).waitFor()
})

const isMixed = (box: Element) => (box as HTMLInputElement).indeterminate

test('[B9] the export is saved as JSON Lines that end with the head; verifying says sound, or where it is broken', async () => {
  const page = await openLog()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const saved = await (await saving).path()
  const lines = (await readFile(saved, 'utf8')).trim().split('\n')
  assert.ok(JSON.parse(lines.at(-1) ?? '').head.sequence === lines.length - 1)

  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText(/The chain is sound: \d+ events/).waitFor()
  const { body } = await house.ask('GET', '/v1/audit-log?kind=token.updated')
  house.change(
    `update audit_event set text = replace(text, 'release bot', 'release b0t') where chain like 'org_%'`,
  )
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText(`The chain is broken at event ${body.events[0].sequence}`).waitFor()
})
