import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const FIND = 'notes/notes:find'
const DAY = 24 * 3_600_000

const call = (as: string, need = FIND, agent = 'worker/1.0') =>
  house.server.ask('GET', `/v1/verify?need=${need}`, { as, headers: { 'user-agent': agent } })

/** Uses are written every few seconds. */
async function written(id: string, enough: (usage: { hours: { allowed: number }[] }) => boolean) {
  for (let tries = 0; tries < 100; tries++) {
    const { body } = await house.ask('GET', `/v1/tokens/${id}/usage`)
    if (enough(body)) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the uses were never written')
}
const calls = (least: number) => (usage: { hours: { allowed: number }[] }) =>
  (usage.hours.at(-1)?.allowed ?? 0) + (usage.hours.at(-2)?.allowed ?? 0) >= least

async function openToken(id: string, viewport = { width: 1280, height: 1000 }): Promise<Page> {
  const page = await house.signedIn({ viewport })
  await page.goto('/')
  await page.getByRole('heading', { name: 'API tokens' }).waitFor()
  await page.goto(`${page.url().split('?')[0]}/${id}`)
  return page
}

test('[A9] [B16] a token’s page shows its calls as a chart and a table, its callers, its refusals and what it did in Keyward', async () => {
  const { id, plaintext } = await house.generate({
    name: 'worker',
    owner: 'organization',
    access: { kind: 'custom', scopes: [FIND, 'keyward/api-tokens:read', 'keyward/api-tokens:update'] },
  })
  const target = await house.generate({ name: 'the target', owner: 'organization' })
  for (let n = 0; n < 3; n++) await call(plaintext)
  await call(plaintext, 'notes/notes:create')
  await house.server.ask('PATCH', `/v1/tokens/${target.id}`, { as: plaintext, body: { description: 'x' } })
  await written(id, calls(4))
  const page = await openToken(id)
  const usage = page.getByRole('region', { name: 'Usage' })
  await usage.getByText('4 allowed').waitFor()
  await usage.getByText('1 refused').waitFor()
  const reasons = usage.getByRole('list', { name: 'Refused, by reason' })
  assert.deepEqual(await reasons.getByRole('listitem').allTextContents(), ['1 permission missing'])
  await usage.getByText('As a table').click()
  await usage.getByRole('cell', { name: 'permission missing 1' }).waitFor()
  await usage.getByText('14 days').click()
  await usage.getByRole('columnheader', { name: 'Day (UTC)' }).waitFor()
  await page.getByRole('table', { name: 'Callers' }).getByText('worker/1.0').waitFor()
  await page.getByRole('table', { name: 'Last refusals' }).getByText('notes/notes:create').waitFor()
  await page.getByRole('table', { name: 'What it did in Keyward' }).getByText('the target').waitFor()
})

test('[B16] on a screen of 1280 × 800 a token’s page tells status, access, last use and the chart without scrolling', async () => {
  const { id, plaintext } = await house.generate({
    name: 'above the fold',
    description: 'told in a sentence that says what it is for',
    owner: 'organization',
  })
  await call(plaintext)
  await written(id, calls(1))
  const page = await openToken(id, { width: 1280, height: 800 })
  const bottomOf = async (what: Locator) => {
    await what.waitFor()
    const box = await what.boundingBox()
    return (box?.y ?? 0) + (box?.height ?? Number.POSITIVE_INFINITY)
  }
  const usage = page.getByRole('region', { name: 'Usage' })
  await usage.getByText('1 allowed').waitFor()
  for (const what of [page.getByText('Active', { exact: true }), page.getByText('Last used'), usage])
    assert.ok((await bottomOf(what)) <= 800, String(what))
  assert.equal(await page.evaluate('scrollY'), 0)
})

test('[B16] arrow keys, pointer and screen reader go through a chart bar by bar; Escape goes back to the whole', async () => {
  const { id, plaintext } = await house.generate({ name: 'walked through', owner: 'organization' })
  for (let n = 0; n < 2; n++) await call(plaintext)
  await call(plaintext, 'notes/notes:create')
  await written(id, calls(2))
  const hour = 3_600_000
  house.change(`update usage_hour set hour = hour - ${3 * hour} where token_id = '${id}'`)
  const page = await openToken(id)
  const usage = page.getByRole('region', { name: 'Usage' })
  const slider = usage.getByRole('slider', { name: 'Calls by hour' })
  await slider.waitFor()
  const said = () => slider.getAttribute('aria-valuetext')
  await usage.getByRole('radio', { name: '14 days' }).focus()
  await page.keyboard.press('Tab')
  await usage.getByText('0 allowed').waitFor()
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowLeft')
  await usage.getByText('2 allowed').waitFor()
  assert.match((await said()) ?? '', /^\w{3} \d\d:00: 2 allowed, 1 refused \(permission missing 1\)$/)
  await page.keyboard.press('Home')
  await usage.getByText('0 allowed').waitFor()
  await page.keyboard.press('Escape')
  await usage.getByText('in the last 24 hours').waitFor()
  await page.keyboard.press('Tab')
  const bars = await usage.getByRole('slider').locator('xpath=..').boundingBox()
  assert.ok(bars)
  await page.mouse.move(bars.x + (bars.width * 20.5) / 24, bars.y + bars.height - 4)
  await usage.getByText('2 allowed').waitFor()
  assert.equal(await usage.getByText('in the last 24 hours').count(), 0)
  await page.mouse.move(0, 0)
  await usage.getByText('in the last 24 hours').waitFor()
})

test('[B16] a token that was not called says so instead of drawing nothing', async () => {
  const { id } = await house.generate({ name: 'idle', owner: 'organization' })
  const page = await openToken(id)
  await page.getByText('No calls in the last 14 days.').waitFor()
  assert.equal(await page.getByRole('slider').count(), 0)
})

test('[B16] the organisation’s page adds up the calls of all its tokens, refusals by reason, and names those used last', async () => {
  const { id, plaintext } = await house.generate({ name: 'the latest', owner: 'organization' })
  await call(plaintext)
  await call(plaintext, 'notes/notes:create')
  await written(id, calls(1))
  const { body } = await house.ask('GET', '/v1/usage')
  const sum = (of: (slot: { allowed: number; refused: Record<string, number> }) => number) =>
    body.hours.map(of).reduce((a: number, b: number) => a + b, 0)
  const page = await house.signedIn({ viewport: { width: 1280, height: 800 } })
  await page.goto('/')
  await page.getByRole('link', { name: 'Usage' }).click()
  const all = page.getByRole('region', { name: 'Calls' })
  await all.getByText(`${sum(({ allowed }) => allowed)} allowed`).waitFor()
  const missing = sum(({ refused }) => refused.permission_missing ?? 0)
  await all
    .getByRole('listitem')
    .filter({ hasText: `${missing} permission missing` })
    .waitFor()
  const first = page.getByRole('table', { name: 'Used last' }).getByRole('row').nth(1)
  await first.getByRole('link', { name: 'the latest' }).click()
  await page.getByRole('heading', { name: 'the latest', level: 1 }).waitFor()
})

test('[B16] what the organisation’s page counts leads to the list of exactly that', async () => {
  const { body } = await house.ask('GET', '/v1/usage')
  const page = await house.signedIn()
  for (const [words, figure] of [
    ['refused in the last 24 hours', 'refusedLately'],
    ['live and never used', 'neverUsed'],
  ] as const) {
    await page.goto('/')
    await page.getByRole('link', { name: 'Usage' }).click()
    const item = page.getByRole('region', { name: 'Worth a look' }).getByRole('listitem')
    await item.filter({ hasText: words }).getByRole('link').click()
    const glance = page.getByRole('region', { name: 'Tokens at a glance' })
    assert.match(await glance.locator('[aria-pressed="true"]').innerText(), new RegExp(`^${body[figure]}\\s`))
  }
})

/** A token that used one of its five permissions, on its page. */
async function openWide(name: string) {
  const { id, plaintext } = await house.generate({
    name,
    owner: 'organization',
    access: { kind: 'custom', scopes: ['notes/notes:*'] },
  })
  await call(plaintext)
  await written(id, calls(1))
  const page = await openToken(id)
  const section = page.getByRole('region', { name: 'Granted and used' })
  await section.getByText('1 of 5 permissions used since').waitFor()
  const accessNow = async () => (await house.ask('GET', `/v1/tokens/${id}`)).body.access
  const shrink = async () => {
    await section.getByRole('button', { name: 'Take away 4 unused permissions' }).click()
    await toastOf(page, `“${name}” keeps what it uses.`).waitFor()
  }
  return { id, plaintext, page, section, shrink, accessNow, before: await accessNow() }
}

const toastOf = (page: Page, told: string) => page.getByRole('region', { name: 'Notices' }).getByText(told)
const undo = (page: Page) =>
  page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click()

test('[B5] granted stands beside used; one click takes the unused away, and the notice gives exactly that back', async () => {
  const { plaintext, page, section, shrink, accessNow, before } = await openWide('wide')
  await shrink()
  await section.getByText(/1 of 1 permissions used since/).waitFor()
  assert.equal((await call(plaintext, 'notes/notes:create')).status, 403)
  assert.equal((await call(plaintext)).status, 200)
  assert.deepEqual(await accessNow(), { kind: 'custom', scopes: [FIND] })
  await undo(page)
  await toastOf(page, '“wide” may do again what it could do before.').waitFor()
  await section.getByText('1 of 5 permissions used since').waitFor()
  assert.deepEqual(await accessNow(), before)
  assert.equal((await call(plaintext, 'notes/notes:create')).status, 200)
  assert.equal(await section.getByRole('button', { name: 'Undo the shrink' }).count(), 0)
})

test('[B5] a shrink can be undone from another page, and after a reload from the token’s own', async () => {
  const { id, page, section, shrink, accessNow, before } = await openWide('wide and left')
  await shrink()
  await page.getByRole('link', { name: 'Members' }).click()
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor()
  await undo(page)
  await toastOf(page, 'may do again what it could do before.').waitFor()
  assert.deepEqual(await accessNow(), before)
  await house.ask('POST', `/v1/tokens/${id}/shrink`, {})
  await page.goBack()
  await page.reload()
  await section.getByRole('button', { name: 'Undo the shrink' }).click()
  await toastOf(page, 'may do again what it could do before.').waitFor()
  assert.deepEqual(await accessNow(), before)
})

test('[B5] where somebody changed the access meanwhile, an undo changes nothing and says so', async () => {
  const { id, page, shrink, accessNow } = await openWide('wide and changed')
  await shrink()
  await house.ask('PATCH', `/v1/tokens/${id}`, { access: { kind: 'read_only' } })
  await undo(page)
  await toastOf(page, 'Nothing was undone: somebody has changed what “wide and changed” may do').waitFor()
  assert.deepEqual(await accessNow(), { kind: 'read_only' })
  await page.getByRole('button', { name: 'Undo', exact: true }).waitFor({ state: 'detached' })
})

test('[B7] while two values live, each tells its calls and who is late; the old one is closed by hand', async () => {
  const { id, plaintext } = await house.generate({ name: 'rotating', owner: 'organization' })
  const { body: fresh } = await house.ask('POST', `/v1/tokens/${id}/regenerate`, { graceMs: DAY })
  await call(plaintext, FIND, 'late/1.0')
  await call(plaintext, FIND, 'late/1.0')
  await call(fresh.plaintext, FIND, 'early/2.0')
  await written(id, calls(3))
  const page = await openToken(id)
  const section = page.getByRole('region', { name: 'Two values are valid' })
  await section.getByText('2 calls since the new one was made').waitFor()
  await section.getByText('Not yet: the old value was used a short while ago').waitFor()
  await section.getByText(/late\/1\.0/).waitFor()
  await section.getByRole('button', { name: 'Close the old value now' }).click()
  await page.getByText('The old value is refused from now on.').waitFor()
  await section.waitFor({ state: 'detached' })
  assert.equal((await call(plaintext)).status, 401)
  assert.equal((await call(fresh.plaintext)).status, 200)
})
