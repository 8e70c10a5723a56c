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

test('[B9] chips narrow the log, stay in the address, and a token’s own history is one click away', async () => {
  const page = await openLog()
  await page.getByText('Installation', { exact: true }).click()
  await page.waitForURL(/about=installation/)
  await page.getByText('Installation set up').waitFor()
  await page.reload()
  await page.getByText('Installation set up').waitFor()
  assert.equal(await page.getByText('Token updated').count(), 0)
  await page.getByText('Installation', { exact: true }).click()
  await page.getByText('Token updated').click()
  await page.getByRole('button', { name: 'Only this token' }).click()
  await page.waitForURL(new RegExp(`token=${one.id}`))
  const other = page.locator('summary').filter({ hasText: 'another' })
  await other.waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('list', { name: 'Events' }).locator('> li').count(), 2)
  await page.getByRole('button', { name: /remove this filter/ }).click()
  await other.waitFor()
})

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
