import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { findFaults, openConsole, overflowOf } from '../parts/open-console.ts'
import { join } from '../parts/people.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const { body: session } = await house.ask('GET', '/v1/session')
const home = `/o/${session.memberships[0].organization.id}/settings/organization`

test('the organisation is renamed, and decides whom to ask, its zone and its seats', async () => {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('link', { name: 'Organisation' }).click()
  await page.getByRole('heading', { name: 'Organisation', level: 1 }).waitFor()
  const save = page.getByRole('button', { name: 'Save settings' })
  assert.equal(await save.isDisabled(), true)
  await page.getByRole('textbox', { name: 'Name' }).fill('Acme  Works')
  await page.getByRole('textbox', { name: 'Contact' }).fill('#platform')
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Europe/Berlin')
  await page.getByRole('textbox', { name: 'Personal tokens for each member' }).fill('many')
  await page.getByText('Give a whole number from 0 to 1000.').waitFor()
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('textbox', { name: 'Personal tokens for each member' }).fill('3')
  await save.click()
  await page.getByText('The settings are saved.').waitFor()
  await page.getByRole('banner').getByText('Acme Works').waitFor()
  const { body } = await house.ask('GET', '/v1/settings')
  assert.deepEqual(
    [body.name, body.contact, body.timeZone, body.seatsPerMember],
    ['Acme Works', '#platform', 'Europe/Berlin', 3],
  )
})

test('whoever may read the settings only finds them switched off, and others learn whom to ask', async () => {
  const made = await house.ask('POST', '/v1/roles', {
    name: 'Reader',
    rule: { product: [], management: ['keyward/settings:read'] },
  })
  const reader = await (await join(house, 'Bo Lind', made.body.id)).page()
  await reader.goto(home)
  await reader.getByRole('button', { name: 'Save settings' }).waitFor()
  assert.equal(await reader.getByRole('textbox', { name: 'Name' }).isDisabled(), true)
  const viewer = await (await join(house, 'Cy Ode', 'viewer')).page()
  await viewer.goto(home)
  await viewer.getByText(/keyward\/settings:read.*Ask #platform/).waitFor()
  assert.equal(await viewer.getByRole('link', { name: 'Organisation' }).count(), 0)
})

test('somebody in two organisations switches between them, and sees only what is theirs', async () => {
  await house.generate({ name: 'of the first' })
  const made = await house.ask('POST', '/v1/organizations', { name: 'Beta' })
  assert.equal(made.status, 201)
  const page = await house.signedIn()
  await page.goto(`/o/${session.memberships[0].organization.id}`)
  await page.getByRole('link', { name: 'of the first' }).waitFor()
  await page.getByRole('button', { name: 'Organisation: Acme Works. Switch' }).click()
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('link', { name: 'Beta' }).click()
  await page.getByRole('heading', { name: 'No tokens yet' }).waitFor()
  assert.ok(page.url().includes(made.body.organization.id))
  await page.getByRole('button', { name: 'Organisation: Beta. Switch' }).waitFor()
})

test('on a phone and in the dark the settings fit and are accessible', async () => {
  for (const options of [
    { viewport: { width: 390, height: 844 } },
    { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const },
  ]) {
    const page = await house.signedIn(options)
    await page.goto(home)
    await page.getByRole('button', { name: 'Save settings' }).waitFor()
    assert.deepEqual(await findFaults(page), [])
    assert.equal(await overflowOf(page), 0)
  }
})
