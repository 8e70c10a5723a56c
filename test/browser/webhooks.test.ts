import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { startReceiver } from '../../packages/server/test/parts/webhook-receiver.ts'
import { findFaults, openConsole, overflowOf } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const receiver = await startReceiver({ after })
const house = await openConsole(after, {
  catalogue: CATALOGUE,
  env: { KEYWARD_WEBHOOK_ALLOW: '127.0.0.1' },
})
const { body: session } = await house.ask('GET', '/v1/session')
const home = `/o/${session.memberships[0].organization.id}/settings/webhooks`
const create = async (name: string) =>
  (await house.ask('POST', '/v1/webhooks', { name, url: receiver.url })).body
const SLOW = { timeout: 20_000 }

test('[B8] a webhook is created in the console, its secret shown once, and told of what happens', async () => {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('link', { name: 'Webhooks' }).click()
  await page.getByRole('heading', { name: 'No webhook yet' }).waitFor()
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('button', { name: 'Create a webhook' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Security channel')
  await page.getByRole('textbox', { name: 'Address' }).fill('https://169.254.169.254/latest')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByText('It leads into a network that webhooks do not reach').waitFor()
  await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url)
  await page.getByRole('radio', { name: 'Only these' }).check()
  await page.getByRole('checkbox', { name: 'A token is generated' }).check()
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  const secret = (await page.getByRole('dialog').locator('code').textContent()) ?? ''
  assert.match(secret, /^whsec_/)
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: 'Security channel' }).click()
  await page.getByText('A token is generated, A token is revoked, A token expires soon').waitFor()
  const { id } = await house.generate({ name: 'heard' })
  await page.getByText('Delivered').waitFor(SLOW)
  await page.getByRole('link', { name: id }).waitFor()
  const [got] = receiver.got
  assert.doesNotThrow(() => new Webhook(secret).verify(got?.body ?? '', got?.headers ?? {}))
  assert.ok(!(await page.content()).includes(secret))
  assert.deepEqual(await findFaults(page), [])
  await page.context().close()
})

test('what fails shows why, with the first bytes of the answer, and is posted again by hand', async () => {
  const { webhook } = await create('Shaky')
  receiver.answer = () => ({ status: 503, body: 'database on holiday' })
  const page = await house.signedIn()
  await page.goto(`${home}/${webhook.id}`)
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText(/503 in \d+ ms/).waitFor(SLOW)
  await page.getByText('database on holiday').waitFor()
  await page.getByText('Messages do not get through').waitFor(SLOW)
  assert.deepEqual(await findFaults(page), [])
  receiver.answer = () => ({ status: 204 })
  await page.getByRole('button', { name: 'Post again' }).click()
  await page.getByText('Delivered').waitFor(SLOW)
  await page.getByText('Messages do not get through').waitFor({ state: 'detached', ...SLOW })
  await page.context().close()
})

test('a webhook is edited, switched off and on, given a new secret, and deleted', async () => {
  const { webhook, secret } = await create('Busy')
  const page = await house.signedIn()
  await page.goto(`${home}/${webhook.id}`)
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Renamed')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Renamed', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Switch off' }).click()
  await page.getByText('Switched off by hand').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Send a test' }).getAttribute('aria-disabled'), 'true')
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByText('Switched off by hand').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Rotate secret' }).click()
  await page.getByRole('button', { name: 'Rotate', exact: true }).click()
  const fresh = (await page.getByRole('dialog').locator('code').textContent()) ?? ''
  assert.match(fresh, /^whsec_/)
  assert.notEqual(fresh, secret)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByText(/Signs too until/).waitFor()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('“Renamed” is deleted').waitFor()
  assert.equal(await page.getByRole('link', { name: 'Renamed' }).count(), 0)
  await page.context().close()
})

test('a receiver that answers 410 stands as off, with the reason', async () => {
  const { webhook } = await create('Gone')
  receiver.answer = () => ({ status: 410 })
  await house.ask('POST', `/v1/webhooks/${webhook.id}/test`)
  const page = await house.signedIn()
  await page.goto(`${home}/${webhook.id}`)
  await page.getByText('because it answered 410 Gone').waitFor(SLOW)
  receiver.answer = () => ({ status: 204 })
  await page.context().close()
})

for (const [look, options] of Object.entries({
  'light, 1280 px': { viewport: { width: 1280, height: 900 } },
  'dark, 1280 px': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' as const },
  'light, 390 px': { viewport: { width: 390, height: 844 } },
  'dark, 360 px': { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const },
}))
  test(`axe finds nothing, and no screen is wider than its window: ${look}`, async () => {
    const { body } = await house.ask('GET', '/v1/webhooks')
    const page = await house.signedIn({ ...options, reducedMotion: 'reduce' })
    const check = async (what: string) => {
      assert.equal(await overflowOf(page), 0, what)
      assert.deepEqual(await findFaults(page), [], what)
    }
    await page.goto(home)
    await page.getByRole('link', { name: 'Gone' }).waitFor()
    await check('list')
    await page.getByRole('button', { name: 'Create a webhook' }).click()
    await page.getByRole('radio', { name: 'Only these' }).check()
    await check('create')
    for (const name of ['Shaky', 'Gone']) {
      await page.goto(`${home}/${body.webhooks.find((each: { name: string }) => each.name === name).id}`)
      await page.getByText('Test', { exact: true }).waitFor()
      await check(name)
    }
    await page.context().close()
  })

test('somebody who may not see webhooks has no entry, and a direct link names the right', async () => {
  house.change(`update member set role = 'viewer'`)
  const page = await house.signedIn()
  await page.goto(home)
  await page.getByText(/keyward\/webhooks:read/).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Webhooks', exact: true }).count(), 0)
  house.change(`update member set role = 'owner'`)
})
