import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
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

async function openToken(id: string): Promise<Page> {
  const page = await house.signedIn({ viewport: { width: 1280, height: 1000 } })
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
  await page.getByText('4 allowed, 1 refused', { exact: true }).waitFor()
  await page.getByText('1 × permission missing').waitFor()
  await page.getByText('As a table').click()
  await page.getByRole('columnheader', { name: 'Allowed' }).waitFor()
  await page.getByText('14 days').click()
  await page.getByRole('columnheader', { name: 'Day (UTC)' }).waitFor()
  await page.getByRole('table', { name: 'Callers' }).getByText('worker/1.0').waitFor()
  await page.getByRole('table', { name: 'Last refusals' }).getByText('notes/notes:create').waitFor()
  await page.getByRole('table', { name: 'What it did in Keyward' }).getByText('the target').waitFor()
})

test('[B5] granted stands beside used; one click takes the unused away, and one gives it back', async () => {
  const { id, plaintext } = await house.generate({
    name: 'wide',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['notes/notes:*'] },
  })
  await call(plaintext)
  await written(id, calls(1))
  const page = await openToken(id)
  const section = page.getByRole('region', { name: 'Granted and used' })
  await section.getByText(/1 of \d+ permissions used since/).waitFor()
  await section.getByRole('button', { name: /Take away the \d+ unused/ }).click()
  await page.getByText('“wide” keeps what it uses.').waitFor()
  await section.getByText(/1 of 1 permissions used since/).waitFor()
  assert.equal((await call(plaintext, 'notes/notes:create')).status, 403)
  assert.equal((await call(plaintext)).status, 200)
  await section.getByRole('button', { name: 'Undo the shrink' }).click()
  await page.getByText('“wide” may do again what it could do before.').waitFor()
  assert.equal((await call(plaintext, 'notes/notes:create')).status, 200)
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
