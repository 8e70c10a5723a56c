import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { stepAt, totpAt } from '../../packages/server/src/identity/totp.ts'
import { findFaults, OWNER, openConsole, overflowOf } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })

async function signIn(page: Page) {
  await page.goto('/')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function openProfile(page: Page) {
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('link', { name: 'Your profile' }).click()
  await page.getByRole('heading', { name: 'Your profile' }).waitFor()
}

/** The code that an app shows for the key on the page, some steps from now. */
function codeFor(key: string, steps: number): string {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...key.replaceAll(' ', '')]
    .map((sign) => signs.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  return totpAt(bytes, stepAt(Date.now()) + steps)
}

test('[R6] a personal token marked in the form is refused as soon as its owner has signed out in the menu', async () => {
  const page = await house.newPage()
  await signIn(page)
  await page.getByRole('tab', { name: 'Mine' }).click()
  await page.getByRole('button', { name: 'Generate new API token' }).first().click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('only while I am here')
  const choice = page.getByRole('checkbox', { name: 'Revoke when I sign out' })
  assert.equal(await choice.isChecked(), false)
  await page.getByRole('radio', { name: 'Organisation' }).check()
  assert.equal(await choice.count(), 0)
  await page.getByRole('radio', { name: 'Me' }).check()
  await choice.check()
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('heading', { name: 'Token generated' }).waitFor()
  const text = (await page.locator('code').first().textContent()) ?? ''
  const judge = async () => (await house.server.ask('GET', '/v1/verify', { as: text })).status
  assert.equal(await judge(), 200)
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByText('Revoked when its owner signs out').waitFor()

  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.equal(await judge(), 401)
  await signIn(page)
  await page.getByRole('tab', { name: 'Mine' }).click()
  await page.getByRole('link', { name: 'only while I am here' }).click()
  await page.getByText('its owner signed out').waitFor()
})

test('a second factor is set up by its key, asked at the next sign-in, and taken away with a backup code', async () => {
  const page = await house.newPage()
  await signIn(page)
  await openProfile(page)
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByRole('img', { name: /^QR code/ }).waitFor()
  const key = (await page.locator('code').first().textContent()) ?? ''
  await page.getByRole('textbox', { name: 'Code' }).fill('000000')
  await page.getByRole('button', { name: 'Turn on' }).click()
  await page.getByRole('alert').getByText('The code is wrong').waitFor()
  await page.getByRole('textbox', { name: 'Code' }).fill(codeFor(key, -1))
  await page.getByRole('button', { name: 'Turn on' }).click()
  await page.getByRole('heading', { name: 'Your backup codes' }).waitFor()
  const codes = await page
    .getByRole('region', { name: 'Backup codes' })
    .getByRole('listitem')
    .allTextContents()
  assert.equal(codes.length, 10)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('dialog').getByText('cannot be shown again').waitFor()
  await page.getByRole('button', { name: 'Stay and copy' }).click()
  await page.getByRole('button', { name: 'Copy all' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByText('Backup codes left: 10').waitFor()
  assert.equal(await page.getByText(codes[0] ?? '').count(), 0)

  const other = await house.newPage()
  await signIn(other)
  await other.getByRole('heading', { name: 'One more step' }).waitFor()
  await other.getByRole('textbox', { name: 'Code' }).fill(codeFor(key, 0))
  await other.getByRole('button', { name: 'Sign in' }).click()
  await other.getByRole('heading', { name: 'API tokens' }).waitFor()

  house.change(`update auth_session set confirmedAt = ${Date.now() - 16 * 60_000}`)
  await openProfile(other)
  await other.getByRole('button', { name: 'Remove' }).click()
  const dialog = other.getByRole('dialog', { name: 'Remove the second factor?' })
  await dialog.getByRole('textbox', { name: 'Code' }).fill(codes[0] ?? '')
  await dialog.getByRole('button', { name: 'Remove it' }).click()
  const proof = other.getByRole('dialog', { name: 'Confirm your password' })
  await proof.getByLabel(/^Password for/).fill(OWNER.password)
  await proof.getByRole('button', { name: 'Continue' }).click()
  await proof.getByRole('textbox', { name: 'Code' }).fill(codes[1] ?? '')
  await proof.getByRole('button', { name: 'Continue' }).click()
  await other.getByRole('button', { name: 'Set up' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('sessions are shown with their device, and one or all others are ended', async () => {
  const page = await house.newPage()
  await signIn(page)
  const phone = await house.newPage({
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1',
  })
  await signIn(phone)
  await phone.getByRole('heading', { name: 'API tokens' }).waitFor()
  await openProfile(page)
  const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  await sessions.filter({ hasText: 'This one' }).getByText('Chrome on Linux').waitFor()
  await page.getByRole('button', { name: 'End the session on Safari on iPhone' }).click()
  await page.getByText('The session has ended.').waitFor()
  await phone.reload()
  await phone.getByRole('heading', { name: 'Sign in' }).waitFor()
  await signIn(phone)
  await phone.getByRole('heading', { name: 'API tokens' }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await page.getByText('You are signed out everywhere else.').waitFor()
  await sessions.nth(1).waitFor({ state: 'detached' })
  await phone.reload()
  await phone.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('name and password are changed in the profile; a wrong current password is told at its field', async () => {
  const page = await house.newPage()
  await signIn(page)
  await openProfile(page)
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada Lind')
  await page.getByRole('button', { name: 'Save name' }).click()
  await page.getByRole('button', { name: 'Account: Ada Lind' }).waitFor()
  await page.getByLabel('Current password').fill('not this one')
  await page.getByLabel('New password').fill('some other unrelated words')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('This is not your current password.').waitFor()
  await page.getByLabel('Current password').fill(OWNER.password)
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('Your password is changed.').waitFor()
  await page.getByLabel('Current password').fill('some other unrelated words')
  await page.getByLabel('New password').fill(OWNER.password)
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('Your password is changed.').nth(1).waitFor()
})

for (const [look, options] of Object.entries({
  'light, 1280 px': { viewport: { width: 1280, height: 900 } },
  'dark, 1280 px': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' as const },
  'light, 390 px': { viewport: { width: 390, height: 800 }, hasTouch: true },
  'dark, 360 px': { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const },
})) {
  test(`axe finds nothing in the profile, and it is no wider than its window: ${look}`, async () => {
    const page = await house.newPage({ ...options, reducedMotion: 'reduce' })
    const found: string[] = []
    const shots = process.env.KEYWARD_SHOTS
    const check = async (what: string) => {
      for (const fault of await findFaults(page)) found.push(`${what}: ${fault}`)
      if ((await overflowOf(page)) > 0) found.push(`${what}: wider than its window`)
      if (shots) await page.screenshot({ path: `${shots}/${look}-${what}.png`, fullPage: true })
    }
    await page.goto('/forgot-password')
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
    await check('forgotten')
    await page.goto('/reset-password#secret=x')
    await page.getByLabel('New password').fill('some unrelated words')
    assert.ok(!page.url().includes('secret'))
    await check('reset')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('heading', { name: 'This link is no longer good' }).waitFor()
    await check('bad link')
    await signIn(page)
    await openProfile(page)
    await check('profile')
    await page.getByRole('button', { name: 'Set up' }).click()
    const key = (await page.locator('code').first().textContent()) ?? ''
    await check('setting up')
    await page.getByRole('textbox', { name: 'Code' }).fill(codeFor(key, 0))
    await page.getByRole('button', { name: 'Turn on' }).click()
    await page.getByRole('heading', { name: 'Your backup codes' }).waitFor()
    await check('backup codes')
    await page.getByRole('button', { name: 'Copy all' }).click()
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').waitFor()
    await check('removing')
    await page.context().clearCookies()
    await signIn(page)
    await page.getByRole('heading', { name: 'One more step' }).waitFor()
    await check('second step')
    house.change('delete from auth_second_factor')
    assert.deepEqual(found, [])
  })
}
