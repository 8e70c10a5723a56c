import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { describing } from '../../packages/server/test/parts/describing.ts'
import { findFaults, openConsole, overflowOf } from '../parts/open-console.ts'

const house = await openConsole(after, { catalogue: [] })
const { body: session } = await house.ask('GET', '/v1/session')
const settings = `/o/${session.memberships[0].organization.id}/settings`

const SERVERS = { servers: [{ url: 'https://mail.example/v1' }] }
const FIRST = describing(
  ['GET /mail mail/find', 'POST /mail mail/send', 'DELETE /mail/{id} mail/erase'],
  SERVERS,
)
const SECOND = describing(
  ['GET /mail mail/find', 'POST /mail mail/send', 'GET /mail/{id} mail/read'],
  SERVERS,
)
const LOOKS = [
  { viewport: { width: 1280, height: 900 } },
  { viewport: { width: 390, height: 800 }, colorScheme: 'dark', hasTouch: true },
] as const

/** Runs something in each look, and finds nothing wrong with what is seen then. */
async function inEachLook(pages: readonly Page[], act: (page: Page) => Promise<unknown>) {
  for (const page of pages) {
    await act(page)
    assert.deepEqual(await findFaults(page), [])
    assert.equal(await overflowOf(page), 0)
  }
}
const openPages = () => Promise.all(LOOKS.map((look) => house.signedIn({ ...look, reducedMotion: 'reduce' })))

const choose = async (page: Page, text: string, name = 'mail.json') => {
  await page
    .getByLabel('File of the description')
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  await page.getByText(name).waitFor()
}
const show = (page: Page) => page.getByRole('button', { name: 'Show what it changes' }).click()

test('[B4] an operator with no API yet is taught to import one, sees what that changes, and then has its permissions with their routes', async () => {
  const pages = await openPages()
  await inEachLook(pages, async (page) => {
    await page.goto('/')
    await page.getByRole('heading', { name: 'API tokens', level: 1 }).waitFor()
    const burger = page.getByRole('button', { name: 'Open the menu' })
    if (await burger.isVisible()) await burger.click()
    await page.getByRole('link', { name: 'Catalogue' }).click()
    await page.getByRole('heading', { name: 'No API yet' }).waitFor()
  })
  await inEachLook(pages, async (page) => {
    await page.getByRole('button', { name: 'Import your first API' }).click()
    await show(page)
    await page.getByText('Choose a file or paste its text.').waitFor()
  })
  await inEachLook(pages, async (page) => {
    await choose(page, FIRST)
    assert.equal(await page.getByRole('textbox', { name: 'Slug' }).inputValue(), 'described')
    await page.getByRole('textbox', { name: 'Slug' }).fill('mail')
    await show(page)
    await page.getByRole('heading', { name: 'Import Described?' }).waitFor()
    await page.getByText('No token gains or loses anything.').waitFor()
    await page.getByText('Permissions added').and(page.locator('summary')).click()
    await page.getByText('mail/notes:erase').waitFor()
  })
  const [page, other] = pages
  assert.ok(page && other)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByText('“Described” is imported: revision 2 is in force everywhere.').waitFor()
  const api = page.getByRole('region', { name: 'Described' })
  await api.getByText('mail.example/v1').waitFor()
  await api.getByText('DELETE /v1/mail/{id}').waitFor()
  await page.getByRole('textbox', { name: 'Search permissions' }).fill('delete /v1')
  await page.getByText('POST /v1/mail').waitFor({ state: 'detached' })
  assert.equal(await api.getByRole('listitem').count(), 1)

  await other.getByRole('button', { name: 'Import', exact: true }).click()
  await other.getByText('Revision 2 of the catalogue is in force, not 1').waitFor()
  await other.getByRole('button', { name: 'Preview again' }).click()
  await other.getByText('The catalogue holds exactly this already.').waitFor()
})

test('[B4] an import that takes something from tokens says from whom, and wants the slug typed', async () => {
  const { plaintext } = await house.generate({
    name: 'eraser',
    access: { kind: 'custom', scopes: ['mail/notes:erase'] },
  })
  await house.generate({ name: 'full', access: { kind: 'full_access' } })
  const { body } = await house.server.ask('GET', '/v1/verify?need=mail/notes:erase', { as: plaintext })
  assert.equal(body.valid, true)
  const pages = await openPages()
  await inEachLook(pages, async (page) => {
    await page.goto(`${settings}/catalogue`)
    const row = page.getByRole('listitem').filter({ hasText: 'mail/notes:erase' })
    await row.getByText('2 tokens').waitFor()
    await page.getByRole('button', { name: 'Import again' }).click()
    await choose(page, SECOND)
    await show(page)
    await page.getByText('1 token loses 1 permission').first().waitFor()
    const removed = page.getByRole('list', { name: 'Permissions removed' })
    await removed.getByText('named by 1 token').waitFor()
  })
  const [page] = pages
  assert.ok(page)
  const take = page.getByRole('button', { name: 'Import, and take from 2 tokens' })
  assert.equal(await take.isDisabled(), true)
  await page.getByRole('textbox', { name: 'Type the slug to confirm: mail' }).fill('mail')
  await take.click()
  await page.getByText('revision 3 is in force everywhere').waitFor()
  await page.getByText('1 retired name').click()
  await page.getByText('gone since revision 3').waitFor()
  const after = await house.server.ask('GET', '/v1/verify?need=mail/notes:erase', { as: plaintext })
  assert.equal(after.body.code, 'permission_missing')
})

test('[B4] a description that cannot be imported is told fault by fault, and what was typed stays', async () => {
  const pages = await openPages()
  await inEachLook(pages, async (page) => {
    await page.goto(`${settings}/catalogue/import`)
    await choose(page, describing(['GET /a same', 'GET /b same', 'GET /c same']), 'twice.json')
    await show(page)
    const alert = page.getByRole('alert')
    await alert.getByText('GET /b: has the operationId `same` of GET /a: give each its own').waitFor()
    assert.equal(await alert.getByRole('listitem').count(), 2)
  })
  await inEachLook(pages, async (page) => {
    await page.getByRole('button', { name: 'Paste the text instead' }).click()
    const text = page.getByRole('textbox', { name: 'Text of the description' })
    await text.fill(JSON.stringify(JSON.parse(FIRST), null, 1).slice(0, 90))
    await show(page)
    await page.getByText(/line \d+: .*is it cut off\?/).waitFor()
    await page.getByText('Name and address, where they are not').click()
    await page.getByRole('textbox', { name: 'Hosts' }).fill('https://mail.example')
    await text.fill(FIRST)
    await show(page)
    await page.getByText(/Expected a host such as api\.example\.com/).waitFor()
    assert.equal(await text.inputValue(), FIRST)
  })
})

test('[B4] an API is removed after its consequences are told, and every revision can be looked at', async () => {
  const pages = await openPages()
  await inEachLook(pages, async (page) => {
    await page.goto(`${settings}/catalogue`)
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByText('1 token loses 3 permissions').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Remove the API' }).isDisabled(), true)
  })
  const [page] = pages
  assert.ok(page)
  await page.getByRole('textbox', { name: 'Type its slug to confirm: mail' }).fill('mail')
  await page.getByRole('button', { name: 'Remove the API' }).click()
  await page.getByText('revision 4 is in force everywhere').waitFor()
  await page.getByRole('heading', { name: 'No API yet' }).waitFor()
  await inEachLook(pages, async (each) => {
    await each.goto(`${settings}/catalogue?tab=revisions`)
    await each.getByText('Removed: Described').waitFor()
    await each.getByRole('button', { name: 'Look at revision 2' }).click()
    await each.getByRole('button', { name: 'notes 3 permissions' }).click()
    await each.getByText('mail/notes:erase').waitFor()
  })
  await page.goBack()
  await page.getByRole('button', { name: 'Look at revision 4' }).waitFor()
})

test('[B4] a GraphQL schema is imported by its file, each field a permission', async () => {
  const page = await house.signedIn()
  await page.goto(`${settings}/catalogue/import`)
  await choose(
    page,
    'type Query { notes: [String!]! }\ntype Mutation { addNote(title: String!): String }',
    'notes.graphql',
  )
  assert.equal(await page.getByRole('textbox', { name: 'Slug' }).inputValue(), 'notes')
  await show(page)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByText('is imported: revision 5 is in force everywhere.').waitFor()
  await page.getByText('FIELD Query.notes').waitFor()
  await page.getByText('FIELD Mutation.addNote').waitFor()
})

test('whoever may not import browses the catalogue, and reads why they may not', async () => {
  house.change(`update member set role = 'developer'`)
  const page = await house.signedIn()
  await page.goto(`${settings}/catalogue`)
  const button = page.getByRole('button', { name: 'Import an API' })
  assert.equal(await button.getAttribute('aria-disabled'), 'true')
  await button.hover()
  await page
    .getByRole('tooltip')
    .getByText(/keyward\/catalogue:import/)
    .waitFor()
  assert.equal(await page.getByRole('tab', { name: 'Revisions' }).count(), 0)
  await page.getByRole('button', { name: /^Organisation tokens/ }).click()
  await page.getByText('keyward/api-tokens:create').waitFor()
  await page.goto(`${settings}/catalogue/import`)
  await page.getByRole('heading', { name: 'You need another right for this' }).waitFor()
})
