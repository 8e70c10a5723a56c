import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { findFaults, openConsole, overflowOf } from '../parts/open-console.ts'
import { join } from '../parts/people.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const { body: session } = await house.ask('GET', '/v1/session')
const home = `/o/${session.memberships[0].organization.id}/settings/roles`

async function openRole(name: string): Promise<Page> {
  const page = await house.signedIn()
  await page.goto(home)
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  return page
}

test('[A3] roles stand least-privileged first with a sentence each; one of one’s own is made on the grid', async () => {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('link', { name: 'Roles' }).click()
  await page.getByRole('heading', { name: 'Roles', level: 1 }).waitFor()
  const names = page.getByRole('main').getByRole('heading', { level: 2 })
  await names.first().waitFor()
  assert.deepEqual(
    (await names.allTextContents()).map((text) => text.replace('Built in', '')),
    ['Viewer', 'Developer', 'Admin', 'Owner'],
  )
  await page.getByText('Reads through every API and sees their own tokens; changes nothing.').waitFor()
  await page.getByRole('button', { name: 'Create a role' }).click()
  await page.getByRole('button', { name: 'Create role' }).click()
  await page.getByText('Give the role a name').waitFor()
  await page.getByRole('textbox', { name: 'Name' }).fill('Publisher')
  await page.getByRole('textbox', { name: 'Description' }).fill('Writes notes, and nothing else.')
  await page.getByRole('checkbox', { name: 'All of Notes' }).check()
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('button', { name: 'Create role' }).click()
  await page.getByRole('heading', { name: 'Publisher', level: 1 }).waitFor()
  await page.getByText('5 permissions in the product’s APIs. No permission to manage Keyward.').waitFor()
})

test('[A3] the form offers roles least-privileged first, each with a sentence, and a token gets the chosen one', async () => {
  const page = await house.signedIn()
  await page.goto(`${home.replace('roles', 'api-tokens')}/new`)
  await page.getByRole('radio', { name: 'Role', exact: true }).check()
  const roles = page.getByRole('radiogroup', { name: 'Role' })
  assert.match(
    (await roles.textContent()) ?? '',
    /Viewer.*sees their own tokens; changes nothing\..*Publisher.*nothing else\..*Developer.*Reads and writes.*Admin.*Does everything/,
  )
  assert.equal(await roles.getByRole('radio', { name: 'Owner' }).isDisabled(), true)
  await roles.getByRole('radio', { name: 'Developer' }).check()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('by role')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('heading', { name: 'Token generated' }).waitFor()
  const { body } = await house.ask('GET', '/v1/tokens?role=developer')
  assert.deepEqual(
    body.tokens.map(({ name }: { name: string }) => name),
    ['by role'],
  )
})

test('[A3] a token carries the role; narrowing it tells which tokens are hit, and holds at once', async () => {
  const { body } = await house.ask('GET', '/v1/roles')
  const { id: role } = body.roles.find((each: { name: string }) => each.name === 'Publisher')
  const token = await house.generate({ name: 'publishing bot', access: { kind: 'role', role } })
  const writes = async () =>
    (await house.server.ask('GET', '/v1/verify?need=notes/notes:create', { as: token.plaintext })).status
  assert.equal(await writes(), 200)
  await join(house, 'Dee Roe', role)
  const page = await openRole('Publisher')
  await page.getByRole('link', { name: 'publishing bot' }).waitFor()
  await page.getByRole('link', { name: 'Dee Roe' }).waitFor()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('checkbox', { name: /^Create a note/ }).uncheck()
  await page.getByText('This takes 1 permission away').waitFor()
  await page.getByText('1 member has the role: Dee Roe.').waitFor()
  await page.getByText('1 live token would lose something: publishing bot.').waitFor()
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('button', { name: 'Save role' }).click()
  await page.getByText('The role “Publisher” is changed, and in force.').waitFor()
  assert.equal(await writes(), 403)
})

test('[A3] a role that live tokens carry cannot be deleted: the dialog says which; unused, it goes', async () => {
  const page = await openRole('Publisher')
  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 member · 1 live token. Give them another role first').waitFor()
  await dialog.getByRole('link', { name: 'publishing bot' }).waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Delete role' }).count(), 0)
  assert.deepEqual(await findFaults(page), [])
  const { body } = await house.ask('GET', '/v1/tokens?search=publishing')
  await house.ask('POST', `/v1/tokens/${body.tokens[0].id}/revoke`, {})
  const { body: people } = await house.ask('GET', '/v1/members?search=dee')
  await house.ask('PATCH', `/v1/members/${people.members[0].id}`, { role: 'viewer' })
  const again = await openRole('Publisher')
  await again.getByRole('button', { name: 'Delete' }).click()
  await again.getByRole('button', { name: 'Delete role' }).click()
  await again.getByText('The role “Publisher” is deleted.').waitFor()
  await again.getByRole('link', { name: 'Publisher' }).waitFor({ state: 'detached' })
})

test('a built-in role never changes, and nobody makes one past their own rights', async () => {
  const page = await openRole('Developer')
  const edit = page.getByRole('button', { name: 'Edit' })
  assert.equal(await edit.getAttribute('aria-disabled'), 'true')
  const made = await house.ask('POST', '/v1/roles', {
    name: 'Helper',
    rule: { product: ['notes/notes:find'], management: ['keyward/roles:*', 'keyward/members:read'] },
  })
  const eve = await join(house, 'Eve Holt', made.body.id)
  const theirs = await eve.page()
  await theirs.goto(`${home}/new`)
  const product = theirs.getByRole('radiogroup', { name: 'In the product’s APIs' })
  assert.equal(
    await product
      .getByRole('radio', { name: /^Everything/ })
      .first()
      .isDisabled(),
    true,
  )
  await product.getByText('your own rights do not: ask ada@acme.example.').first().waitFor()
  await theirs.getByRole('checkbox', { name: /^List notes/ }).waitFor()
  assert.equal(await theirs.getByRole('checkbox', { name: /^Create a note/ }).count(), 0)
  await theirs
    .getByRole('button', { name: /more need other rights/ })
    .first()
    .waitFor()
})

test('on a phone and in the dark the roles fit and are accessible', async () => {
  for (const options of [
    { viewport: { width: 390, height: 844 } },
    { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const },
    { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' as const },
  ]) {
    const page = await house.signedIn(options)
    const { body } = await house.ask('GET', '/v1/roles')
    const { id } = body.roles.find((each: { name: string }) => each.name === 'Helper')
    for (const [path, word] of [
      ['', 'Helper'],
      ['/developer', 'What it allows'],
      [`/${id}/edit`, 'Save role'],
    ]) {
      await page.goto(`${home}${path}`)
      await page
        .getByText(word ?? '', { exact: true })
        .first()
        .waitFor()
      assert.deepEqual(await findFaults(page), [])
      assert.equal(await overflowOf(page), 0)
    }
  }
})
