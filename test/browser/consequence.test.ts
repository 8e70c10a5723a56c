import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const DIALOGS = [
  { act: 'Revoke', title: 'Revoke this token?' },
  { act: 'Regenerate', title: 'Regenerate this token?' },
  { act: 'Delete now', title: 'Delete this token now?' },
]

async function use(plaintext: string, times: number, agent: string) {
  for (let n = 0; n < times; n++)
    await house.server.ask('GET', '/v1/verify?need=notes/notes:find', {
      as: plaintext,
      headers: { 'user-agent': agent },
    })
}

/** Uses are written every few seconds. */
async function written(id: string, calls: number) {
  for (let tries = 0; tries < 100; tries++) {
    const { body } = await house.ask('GET', `/v1/tokens/${id}/usage`)
    const seen = body.hours.reduce((sum: number, hour: { allowed: number }) => sum + hour.allowed, 0)
    if (seen === calls) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the uses were never written')
}

test('[B6] before a token is revoked, regenerated or deleted, its dialog tells the calls of the last day that would fail', async () => {
  const { id, plaintext } = await house.generate({ name: 'busy' })
  const idle = await house.generate({ name: 'idle' })
  await use(plaintext, 2, 'worker/1.0')
  await use(plaintext, 1, 'cron/2.0')
  await written(id, 3)
  const page = await house.signedIn({ viewport: { width: 1280, height: 900 } })
  await page.goto('/')
  const list = page.getByRole('heading', { name: 'API tokens' })
  await list.waitFor()
  const tokens = page.url().split('?')[0]

  await page.goto(`${tokens}/${id}`)
  for (const { act, title } of DIALOGS) {
    await page.getByRole('button', { name: act }).click()
    const dialog = page.getByRole('dialog', { name: title })
    await dialog.getByText('3 calls by 2 callers').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  await page.goto(`${tokens}/${idle.id}`)
  await page.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByText('No calls').waitFor()
})

test('[B6] before many are revoked, the dialog adds up their calls, callers and owners', async () => {
  const made = [await house.generate({ name: 'sum one' }), await house.generate({ name: 'sum two' })]
  for (const { id, plaintext } of made) {
    await use(plaintext, 2, 'adder/1.0')
    await written(id, 2)
  }
  const page = await house.signedIn({ viewport: { width: 1280, height: 900 } })
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search tokens' }).fill('sum')
  await page.getByText('2 tokens', { exact: true }).waitFor()
  await page.getByRole('checkbox', { name: 'Select all rows shown' }).check()
  await page.getByRole('button', { name: 'Revoke 2 tokens' }).click()
  const figures = page.getByRole('dialog').locator('dl')
  await figures.getByText('calls, last 24 h').waitFor()
  assert.deepEqual(await figures.locator('dd').allInnerTexts(), ['2', '1', '1', '4'])
})
