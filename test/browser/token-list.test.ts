import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const DESKTOP = { viewport: { width: 1280, height: 900 } }
const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })

async function exported(page: Page): Promise<string[]> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as CSV' }).click(),
  ])
  assert.equal(file.suggestedFilename(), 'api-tokens.csv')
  return (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n')
}

test('everything that matches the filter is exported, also what is not loaded, and no name becomes a formula', async () => {
  for (let number = 1; number <= 60; number++) await house.generate({ name: `exported ${number}` })
  const sly = await house.generate({ name: '=HYPERLINK("https://evil.example") exported' })
  await house.generate({ name: 'left out' })
  const page = await house.signedIn(DESKTOP)
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search tokens' }).fill('exported')
  await page.getByText('50 of 61 tokens').waitFor()
  const [head, ...lines] = await exported(page)
  assert.match(head ?? '', /^\uFEFF"Id","Name","Description"/)
  assert.equal(lines.length, 61)
  assert.ok(lines.every((line) => line.includes('exported')))
  const line = lines.find((text) => text.startsWith(`"${sly.id}"`)) ?? ''
  assert.ok(line.includes(`,"'=HYPERLINK(""https://evil.example"") exported",`), line)
  assert.ok(!lines.join().includes(sly.plaintext.slice(-30)))
})

test('a token that was never used and one that expires soon are marked by word and shape', async () => {
  const { plaintext } = await house.generate({ name: 'ends in days', duration: { days: 3 } })
  await house.generate({ name: 'ends in a month' })
  const page = await house.signedIn(DESKTOP)
  await page.goto('/')
  const mark = row(page, 'ends in days').getByText('Expires soon')
  await mark.waitFor()
  assert.equal(await mark.locator('svg').count(), 1)
  assert.equal(await row(page, 'ends in a month').getByText('Expires soon').count(), 0)
  assert.equal(await row(page, 'ends in days').getByText('Never').locator('svg').count(), 1)
  await house.server.ask('GET', '/v1/verify', { as: plaintext })
})

test('an instant is told in the viewer’s zone, with UTC beside it', async () => {
  await house.generate({ name: 'made now' })
  const page = await house.signedIn({ ...DESKTOP, timezoneId: 'America/New_York' })
  await page.goto('/')
  await row(page, 'made now').getByRole('button', { name: 'just now' }).hover()
  const lines = (await page.getByRole('tooltip').innerText()).split('\n')
  assert.match(lines[0] ?? '', /GMT-[45]|E[SD]T/)
  assert.match(lines[1] ?? '', /UTC$/)
})

test('[R7] a revocation is undone from its notice, unless somebody else may have had the token', async () => {
  const { plaintext } = await house.generate({ name: 'too soon' })
  await house.generate({ name: 'leaked' })
  const page = await house.signedIn(DESKTOP)
  await page.goto('/')
  const revoke = async (name: string, exposure: string) => {
    await page.getByRole('button', { name: `Revoke ${name}` }).click()
    await page.getByRole('dialog').getByRole('radio', { name: exposure }).check()
    await page.getByRole('dialog').getByRole('textbox').fill(name)
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click()
    await page.getByText(`“${name}” is revoked.`).waitFor()
  }
  await revoke('too soon', 'No')
  assert.equal((await house.server.ask('GET', '/v1/verify', { as: plaintext })).status, 401)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('“too soon” is re-approved and works again.').waitFor()
  assert.equal((await house.server.ask('GET', '/v1/verify', { as: plaintext })).status, 200)
  await revoke('leaked', 'Yes')
  assert.equal(await page.getByRole('button', { name: 'Undo' }).count(), 0)
})

test('each figure above the list opens the list of what it counts, by keyboard too, and says when it does', async () => {
  const refused = await house.generate({ name: 'asks too much' })
  await house.generate({ name: 'soon over', duration: { days: 3 } })
  await house.server.ask('GET', '/v1/verify?need=notes/notes:create', { as: refused.plaintext })
  const page = await house.signedIn(DESKTOP)
  await page.goto('/')
  const glance = page.getByRole('region', { name: 'Tokens at a glance' })
  const figure = (label: string) => glance.getByRole('button', { name: label })
  await figure('Refused').waitFor()
  // What is refused is counted within seconds.
  for (let tries = 0; tries < 60 && !(await figure('Refused').isEnabled()); tries++) {
    await page.waitForTimeout(250)
    await page.reload()
    await page.locator('section[aria-label="Tokens at a glance"][aria-busy=false]').waitFor()
  }
  for (const [label, address] of [
    ['Live', /status=/],
    ['Expiring', /mark=expiring_soon/],
    ['Never used', /mark=never_used/],
    ['Refused', /mark=refused_lately/],
  ] as const) {
    await figure(label).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(address)
    await figure(label).and(page.locator('[aria-pressed=true]')).waitFor()
    const listed = page.locator('[aria-busy=false]').getByText(/\d tokens?$/)
    await listed.waitFor()
    const [count = ''] = (await figure(label).innerText()).split('\n')
    assert.match(await listed.innerText(), new RegExp(`(^| of )${count} tokens?$`))
    assert.equal(await glance.locator('[aria-pressed=true]').count(), 1)
  }
  await figure('Refused').click()
  await page.waitForURL((url) => !url.search.includes('mark'))
  assert.equal(await glance.locator('[aria-pressed=true]').count(), 0)
  await page.getByRole('searchbox', { name: 'Search tokens' }).fill('nothing like this')
  await page.waitForURL(/search=/)
  await figure('Never used').click()
  await page.waitForURL((url) => !url.search.includes('search='))
  assert.equal(await page.getByRole('searchbox', { name: 'Search tokens' }).inputValue(), '')
})

test('a figure that counts nothing opens nothing, and an empty house has no figures', async (t) => {
  const empty = await openConsole((stop) => t.after(stop), { catalogue: CATALOGUE })
  const page = await empty.signedIn(DESKTOP)
  await page.goto('/')
  await page.getByRole('heading', { name: 'No tokens yet' }).waitFor()
  assert.equal(await page.getByRole('region', { name: 'Tokens at a glance' }).count(), 0)
  await empty.generate({ name: 'the only one' })
  await page.reload()
  await page.getByRole('button', { name: '1 Live' }).waitFor()
  assert.ok(await page.getByRole('button', { name: '0 Expiring within 7 days' }).isDisabled())
})

test('a description that does not fit is told in full on hover and on focus', async () => {
  const description = `${'Publishes the notes of a release. '.repeat(6)}Ask the platform team.`
  await house.generate({ name: 'tells a lot', description })
  const page = await house.signedIn(DESKTOP)
  await page.goto('/')
  await row(page, 'tells a lot').getByText('Publishes').hover()
  await page.getByRole('tooltip').getByText('Ask the platform team.').waitFor()
  await page.mouse.move(0, 0)
  await page.getByRole('tooltip').waitFor({ state: 'detached' })
  await page.getByRole('checkbox', { name: 'Select tells a lot' }).focus()
  await page.keyboard.press('Tab')
  await page.getByRole('tooltip').getByText('Ask the platform team.').waitFor()
})
