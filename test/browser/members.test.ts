import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { findFaults, openConsole, overflowOf } from '../parts/open-console.ts'
import { join } from '../parts/people.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const { body: session } = await house.ask('GET', '/v1/session')
const home = `/o/${session.memberships[0].organization.id}/settings/members`
const bo = await join(house, 'Bo Lind', 'admin')
const laptop = await bo.generate({ name: 'laptop' })
await bo.generate({ name: 'nightly export' })
const pipeline = await bo.generate({ name: 'CI pipeline', owner: 'organization' })
const outcome = async ({ plaintext }: { plaintext: string }) =>
  (await house.server.ask('GET', '/v1/verify', { as: plaintext })).body.code ?? 'valid'

test('somebody is invited, the link is shown once, sent again, and taken back', async () => {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('link', { name: 'Members' }).click()
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Invite a member' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('bo@acme.example')
  await dialog.getByRole('button', { name: 'Invite' }).click()
  await dialog.getByText('Bo Lind is a member with this e-mail').waitFor()
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('cy@acme.example')
  await dialog.getByRole('radio', { name: 'Developer' }).check()
  assert.deepEqual(await findFaults(page), [])
  await dialog.getByRole('button', { name: 'Invite' }).click()
  const link = dialog.getByText(/accept-invitation#secret=/)
  const first = await link.textContent()
  assert.deepEqual(await findFaults(page), [])
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.waitFor({ state: 'detached' })
  assert.ok(!(await page.content()).includes('#secret='))

  const item = page.getByRole('listitem').filter({ hasText: 'cy@acme.example' })
  await item.getByText('Developer · Ada Berg asked').waitFor()
  await item.getByRole('button', { name: 'Send again' }).click()
  assert.notEqual(await link.textContent(), first)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await item.getByRole('button', { name: 'Take back' }).click()
  await page.getByText('Nobody is asked to join.').waitFor()
})

test('an invitation opened in the tab that shows another takes its place, and stands in no address', async () => {
  const invited = async (email: string): Promise<string> =>
    (await house.ask('POST', '/v1/invitations', { email, role: 'viewer' })).body.link
  const page = await house.newPage()
  for (const email of ['dee@acme.example', 'eli@acme.example']) {
    await page.goto(await invited(email))
    await page.getByText(`Your account will be ${email}.`).waitFor()
    assert.ok(!page.url().includes('secret'))
  }
})

test('[R5] deactivating somebody tells what stops, and their personal tokens stop; reactivated, they work again', async () => {
  const page = await house.signedIn()
  await page.goto(home)
  await page.getByRole('row', { name: /Bo Lind.*Admin.*Active.*2/ }).waitFor()
  await page.getByRole('link', { name: 'Bo Lind' }).click()
  await page.getByRole('heading', { name: 'Bo Lind', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'nightly export' }).waitFor()
  await page.getByRole('link', { name: 'CI pipeline' }).waitFor()
  await page.getByRole('button', { name: 'Deactivate' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('2 personal tokens stop at once').waitFor()
  await dialog.getByText('laptop and nightly export.').waitFor()
  await dialog.getByText('1 organisation token that they made goes on working').waitFor()
  assert.deepEqual(await findFaults(page), [])
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await page.getByText('Bo Lind is deactivated.').waitFor()
  assert.equal(await outcome(laptop), 'owner_inactive')
  assert.equal(await outcome(pipeline), 'valid')
  await page.getByText('Stopped: owner deactivated').first().waitFor()
  await page.getByRole('link', { name: 'laptop' }).click()
  await page.getByRole('button', { name: 'Regenerate' }).waitFor()
  await page.getByText('Stopped: owner deactivated').waitFor()
  await page.goBack()
  await page.getByRole('button', { name: 'Reactivate' }).click()
  await page.getByText('Bo Lind is a member again.').waitFor()
  assert.equal(await outcome(laptop), 'valid')
})

test('a role is changed at once; nobody gives one above their own, and only Owners touch an Owner', async () => {
  const page = await house.signedIn()
  await page.goto(`${home}/${bo.id}`)
  await page.getByRole('button', { name: 'Change role' }).click()
  const dialog = page.getByRole('dialog')
  assert.equal(await dialog.getByRole('radio', { name: 'Admin' }).isChecked(), true)
  await dialog.getByRole('radio', { name: 'Owner' }).check()
  assert.deepEqual(await findFaults(page), [])
  await dialog.getByRole('button', { name: 'Change role' }).click()
  await page.getByText('Bo Lind is Owner now.').waitFor()
  await house.ask('PATCH', `/v1/members/${bo.id}`, { role: 'admin' })

  const dee = await join(house, 'Dee Roe', 'admin')
  const theirs = await dee.page()
  await theirs.goto(home)
  await theirs.getByRole('link', { name: 'Ada Berg' }).click()
  const remove = theirs.getByRole('button', { name: 'Remove' })
  assert.equal(await remove.getAttribute('aria-disabled'), 'true')
  await remove.hover()
  await theirs.getByRole('tooltip').getByText('Only an Owner changes what another Owner is.').waitFor()
  await theirs.goto(home)
  await theirs.getByRole('button', { name: 'Invite a member' }).click()
  await theirs.getByText('Only an Owner makes Owners.').waitFor()
  assert.equal(await theirs.getByRole('radio', { name: 'Owner' }).isDisabled(), true)
})

test('the last Owner cannot be unmade, and the page says so before anybody tries', async () => {
  const page = await house.signedIn()
  await page.goto(home)
  await page.getByRole('link', { name: 'Ada Berg' }).click()
  for (const name of ['Change role', 'Deactivate', 'Remove']) {
    // How many Owners there are is known a moment after the member.
    const button = page.getByRole('button', { name, disabled: true })
    await button.waitFor()
    const reason = await button.getAttribute('aria-describedby')
    assert.match(
      (await page.locator(`[id="${reason}"]`).textContent()) ?? '',
      /^Ada Berg is the only active Owner\. Make somebody else an Owner first\.$/,
    )
  }
})

test('[A1] removing somebody revokes their personal tokens for good; the organisation’s go on', async () => {
  const page = await house.signedIn()
  await page.goto(`${home}/${bo.id}`)
  await page.getByRole('button', { name: 'Remove' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('2 personal tokens are revoked for good').waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Remove member' }).isDisabled(), true)
  await dialog.getByRole('textbox', { name: /Type their name/ }).fill('Bo Lind')
  assert.deepEqual(await findFaults(page), [])
  await dialog.getByRole('button', { name: 'Remove member' }).click()
  await page.getByText('Bo Lind is removed.').waitFor()
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor()
  await page.getByText('2 members', { exact: true }).waitFor()
  assert.equal(await outcome(laptop), 'token_revoked')
  assert.equal(await outcome(pipeline), 'valid')
})

test('on a phone and in the dark the members fit and are accessible', async () => {
  const kim = await join(house, 'Kim Sørensen-Featherstonehaugh of the Northern Offices', 'developer')
  await house.ask('POST', '/v1/invitations', { email: 'somebody.new@acme.example', role: 'viewer' })
  for (const options of [
    { viewport: { width: 390, height: 844 } },
    { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const },
    { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' as const },
  ]) {
    const page = await house.signedIn(options)
    await page.goto(home)
    await page.getByText('somebody.new@acme.example').waitFor()
    assert.deepEqual(await findFaults(page), [])
    assert.equal(await overflowOf(page), 0)
    await page.goto(`${home}/${kim.id}`)
    await page.getByText('None.').first().waitFor()
    assert.deepEqual(await findFaults(page), [])
    assert.equal(await overflowOf(page), 0)
  }
})
