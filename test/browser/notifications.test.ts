import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type CaughtMail, startMailCatcher } from '../parts/mail-catcher.ts'
import { findFaults, openConsole, overflowOf } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const catcher = await startMailCatcher(after)
const house = await openConsole(after, {
  catalogue: CATALOGUE,
  env: {
    KEYWARD_SMTP_URL: `smtp://127.0.0.1:${catcher.port}`,
    KEYWARD_MAIL_FROM: 'Keyward <keyward@acme.example>',
  },
})
const { body: session } = await house.ask('GET', '/v1/session')
const home = `/o/${session.memberships[0].organization.id}/settings/notifications`

test('[A5] the console shows the outbox with what stood in the way, tries again, and sends a test mail', async () => {
  catcher.refuse = (mail: CaughtMail) => (mail.subject.includes('poison') ? '5.6.0 not that one' : undefined)
  await house.generate({ name: 'poison' })
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('link', { name: 'Notifications' }).click()
  await page.getByRole('heading', { name: 'Notifications', level: 1 }).waitFor()
  await page.getByText(`127.0.0.1:${catcher.port}`).waitFor()
  await page.getByText('554 5.6.0 not that one').waitFor({ timeout: 20_000 })
  assert.deepEqual(await findFaults(page), [])
  catcher.refuse = undefined
  await page.getByRole('button', { name: 'Try again now' }).click()
  await page.getByText('is tried again now').waitFor()
  await page.getByText('0 waiting, 0 failed').waitFor({ timeout: 20_000 })
  assert.ok(catcher.mails.some(({ subject }) => subject.includes('poison')))
  await page.getByRole('button', { name: 'Send a test mail' }).click()
  await page.getByText('The mail server took a test mail to ada@acme.example.').waitFor()
  assert.ok(catcher.mails.some(({ subject }) => subject.startsWith('Test mail from Keyward')))
})

test('who is told what is chosen for the organisation, and by each person for themselves', async () => {
  const page = await house.signedIn()
  await page.goto(home)
  await page.getByRole('radio', { name: 'Daily digest' }).check()
  await page.getByRole('radio', { name: 'Whoever made the token' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved who is told what.').waitFor()
  const { body } = await house.ask('GET', '/v1/settings')
  assert.deepEqual(body.notices, { personalTokens: 'daily', expiring: 'creator' })
  const expiring = page.getByRole('checkbox', { name: 'My tokens expire soon' })
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT')
  await expiring.uncheck()
  await saved
  await page.reload()
  await expiring.waitFor()
  assert.equal(await expiring.isChecked(), false)
})

test('on a phone and in the dark everything fits and is accessible', async () => {
  for (const options of [
    { viewport: { width: 390, height: 844 } },
    { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const },
  ]) {
    const page = await house.signedIn(options)
    await page.goto(home)
    await page.getByRole('checkbox', { name: 'My tokens expire soon' }).waitFor()
    assert.equal(await overflowOf(page), 0)
    assert.deepEqual(await findFaults(page), [])
    await page.context().close()
  }
})

test('somebody who may not read the settings sees their own mails alone', async () => {
  house.change(`update member set role = 'viewer'`)
  const page = await house.signedIn()
  await page.goto(home)
  await page.getByRole('heading', { name: 'Mails to me' }).waitFor()
  assert.equal(await page.getByRole('heading', { name: 'Outbox' }).count(), 0)
  house.change(`update member set role = 'owner'`)
})
