import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ApiInput } from '@keyward/contract'
import type { Page } from 'playwright-core'
import { heapOf } from '../parts/kept.ts'
import { findFaults, openConsole, overflowOf } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const GRAPH: ApiInput = {
  slug: 'graph',
  name: 'Notes in GraphQL',
  resources: [
    {
      name: 'notes',
      label: 'Notes',
      actions: [
        {
          name: 'find',
          label: 'Read notes',
          access: 'read',
          routes: [{ method: 'FIELD', path: 'Query.notes' }],
        },
      ],
    },
  ],
}
const house = await openConsole(after, { catalogue: [...CATALOGUE, GRAPH] })
const HERE = '203.0.113.7'
const { body: session } = await house.ask('GET', '/v1/session')
const ADDRESS = `/o/${session.memberships[0].organization.id}/settings/inspector`

const reading = { access: { kind: 'custom', scopes: ['notes/notes:find'] } }
const asked = await house.generate({ name: 'Nightly report', ...reading })

const COVER = 'getComputedStyle(document.getElementById("field-subject")).webkitTextSecurity'

async function inspector(page: Page) {
  await page.goto(ADDRESS)
  await page.getByRole('heading', { name: 'Inspector' }).waitFor()
  const subject = page.getByRole('textbox', { name: 'Token, or its id' })
  const verdict = page.getByRole('region', { name: /^(?:Allowed|Refused)/ })
  return {
    subject,
    verdict,
    inspect: () => page.getByRole('button', { name: 'Inspect' }).click(),
    failed: page.locator('li[data-outcome="failed"]'),
  }
}

/** The boxes of the choice lie beneath their labels. */
const choose = (page: Page, kind: string) =>
  page
    .getByRole('group', { name: 'What is asked of it' })
    .locator('label')
    .filter({ has: page.getByText(kind, { exact: true }) })
    .first()
    .click()

/** Makes a token that is refused for one reason, and answers its id. */
const REFUSED: Record<string, () => Promise<{ id: string; path?: string; address?: string }>> = {
  token_revoked: async () => {
    const { id } = await house.generate({ name: 'revoked' })
    await house.ask('POST', `/v1/tokens/${id}/revoke`, {})
    return { id }
  },
  token_not_yet_valid: () =>
    house.generate({
      name: 'early',
      conditions: { notBefore: new Date(Date.now() + 3_600_000).toISOString() },
    }),
  token_expired: async () => {
    const { id } = await house.generate({ name: 'expired' })
    house.change(`update token set expires_at = 1, expires_sort = 1 where id = '${id}'`)
    return { id }
  },
  address_refused: async () => ({
    ...(await house.generate({ name: 'bound', conditions: { addresses: ['198.51.100.0/24'] } })),
    address: HERE,
  }),
  permission_missing: async () => ({ id: asked.id, path: '/api/notes/42' }),
  route_unmapped: async () => ({ id: asked.id, path: '/nowhere' }),
  rate_limited: () => spent({ rateLimit: { limit: 1, windowSeconds: 86_400 } }),
  usage_exhausted: () => spent({ usageCap: 1 }),
}

async function spent(conditions: object) {
  const made = await house.generate({ name: 'spent', conditions })
  await house.server.ask('GET', '/v1/verify', { as: made.plaintext })
  return made
}

test('[B17] the inspector tells of each refusal which step failed, and the way on', async () => {
  const page = await house.signedIn({ viewport: { width: 1280, height: 900 } })
  const { subject, verdict, inspect, failed } = await inspector(page)
  await subject.fill('kw_mistyped')
  await inspect()
  await verdict.getByText('token_malformed').waitFor()
  assert.match(await failed.innerText(), /^Token text\n.*\nFailed$/s)
  await subject.fill(await erased())
  await inspect()
  await verdict.getByText('token_unknown').waitFor()
  assert.match(await failed.innerText(), /“erased” was deleted on .* by Ada Berg/)
  assert.match(
    await page.getByRole('region', { name: 'The token', exact: true }).innerText(),
    /erased.*Ada Berg/s,
  )
  for (const [code, make] of Object.entries(REFUSED)) {
    const { id, path, address } = await make()
    await subject.fill(id)
    await page.getByRole('textbox', { name: 'From which address' }).fill(address ?? '')
    await choose(page, path ? 'Route' : 'None')
    if (path) {
      await page.getByRole('combobox', { name: 'Method' }).selectOption('DELETE')
      await page.getByRole('textbox', { name: 'Path' }).fill(path)
    }
    await inspect()
    await verdict.getByText(code, { exact: true }).waitFor()
    assert.equal(await failed.count(), 1)
    assert.ok((await verdict.getByRole('link').count()) === 1, `${code}: a way on`)
  }
})

test('[B17] a GraphQL field is judged by the permission that opens it; one that none opens is told so', async () => {
  const page = await house.signedIn()
  const { subject, verdict, inspect, failed } = await inspector(page)
  await subject.fill(asked.id)
  await choose(page, 'GraphQL field')
  const field = page.getByRole('combobox', { name: 'GraphQL field' })
  await field.fill('Query.notes')
  await inspect()
  await verdict.getByText('permission_missing').waitFor()
  await failed.getByText('Notes: Read notes').waitFor()
  await field.fill('Query.nothing')
  await inspect()
  await verdict.getByText('route_unmapped').waitFor()
})

/** The text of a token that is no more. */
async function erased(): Promise<string> {
  const { id, plaintext } = await house.generate({ name: 'erased' })
  await house.ask('DELETE', `/v1/tokens/${id}?revoke=true`)
  return plaintext
}

test('[B17] what a token may do stands below its verdict, and what of its access it does not hold', async () => {
  const page = await house.signedIn()
  const { subject, verdict, inspect } = await inspector(page)
  await subject.fill(asked.plaintext)
  await inspect()
  await page.getByRole('heading', { name: 'Allowed' }).waitFor()
  const mayDo = page.getByRole('region', { name: 'What it may do now' })
  assert.match(await mayDo.innerText(), /Notes API\s+Notes\s+List notes/)
  await choose(page, 'Permission')
  await page.getByRole('combobox', { name: 'Permission' }).fill('notes/notes:create')
  await page.getByText('The question has changed since').waitFor()
  await inspect()
  await verdict.getByText('permission_missing').waitFor()
  await page.getByText('its access leaves it out').waitFor()
})

test('[B17] a token’s page and each of its last refusals lead to the inspector, filled in and asked', async () => {
  const { id, plaintext } = await house.generate({ name: 'refused before', ...reading })
  await house.server.ask('GET', '/v1/verify?need=notes/notes:create', { as: plaintext })
  await house.server.ask('GET', '/v1/verify?need=notes/notes:find', { as: plaintext })
  const page = await house.signedIn()
  await page.goto(ADDRESS.replace('inspector', `api-tokens/${id}`))
  await page.getByRole('link', { name: 'Inspect', exact: true }).click()
  await page.getByRole('heading', { name: 'Allowed' }).waitFor()
  await page.goBack()
  const refusal = page.getByRole('link', { name: 'permission missing' })
  for (;;) {
    await page.getByRole('heading', { name: 'Last refusals' }).waitFor()
    if ((await refusal.count()) > 0) break
    await page.waitForTimeout(500)
    await page.reload()
  }
  await refusal.click()
  await page.getByRole('heading', { name: 'Refused: the token lacks the permission' }).waitFor()
  assert.equal(await page.getByRole('combobox', { name: 'Permission' }).inputValue(), 'notes/notes:create')
})

test('[B17] what is pasted is covered, and kept in no address, storage, history or memory once the page is left', async () => {
  const page = await house.signedIn()
  const { subject, inspect } = await inspector(page)
  const secret = asked.plaintext.slice(-49)
  const urls: string[] = []
  page.on('request', (request) => urls.push(request.url()))
  await subject.fill(asked.plaintext)
  assert.equal(await page.evaluate(COVER), 'disc')
  assert.notEqual(await subject.getAttribute('type'), 'password')
  await page.getByRole('button', { name: 'Show the text' }).click()
  assert.equal(await page.evaluate(COVER), 'none')
  await inspect()
  await page.getByRole('heading', { name: 'Allowed' }).waitFor()
  const kept = await page.evaluate(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href, document.title])',
  )
  assert.ok(!String(kept).includes(secret))
  await page.getByRole('link', { name: 'Nightly report' }).click()
  await page.getByRole('heading', { name: 'Nightly report' }).waitFor()
  assert.ok(!(await heapOf(page)).includes(secret), 'nothing in the page still holds it')
  await page.goBack()
  await subject.waitFor()
  assert.equal(await subject.inputValue(), '')

  await subject.fill(asked.plaintext)
  await page.goto('/openapi.json')
  await page.goBack()
  await subject.waitFor()
  assert.equal(await subject.inputValue(), '')
  await page.evaluate('dispatchEvent(new Event("pagehide"))')
  await subject.fill(asked.plaintext)
  await page.evaluate('dispatchEvent(new Event("pagehide"))')
  assert.equal(await subject.inputValue(), '')
  assert.ok(urls.length > 1 && !urls.some((url) => url.includes(secret)))
})

test('[B17] it is asked by keyboard alone, and wrong input is told at its field', async () => {
  const page = await house.signedIn()
  const { subject } = await inspector(page)
  await subject.focus()
  await page.keyboard.press('Enter')
  await page.getByText('Paste a token, or name its id').last().waitFor()
  assert.equal(await page.evaluate('document.activeElement.id === "field-subject"'), true)
  await page.keyboard.type(asked.id)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('notes')
  await page.keyboard.press('Enter')
  await page.getByText('Expected a path that starts with /').waitFor()
  await page.getByRole('textbox', { name: 'Path' }).fill('/api/notes')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Allowed' }).waitFor()
})

for (const [look, options] of Object.entries({
  'light, 1280 px': { viewport: { width: 1280, height: 900 } },
  'dark, 1280 px': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' as const },
  'light, 390 px': { viewport: { width: 390, height: 800 }, hasTouch: true },
  'dark, 360 px': { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const },
}))
  test(`axe finds nothing in the inspector, and it is no wider than its window: ${look}`, async () => {
    const page = await house.signedIn({ ...options, reducedMotion: 'reduce' })
    const { subject, verdict, inspect } = await inspector(page)
    assert.deepEqual(await findFaults(page), [])
    await subject.fill(asked.id)
    await choose(page, 'Permission')
    await page.getByRole('combobox', { name: 'Permission' }).fill('notes/notes:create')
    await inspect()
    await verdict.waitFor()
    assert.deepEqual(await findFaults(page), [])
    assert.ok((await overflowOf(page)) <= 0)
    await choose(page, 'Route')
    await inspect()
    await page.getByText('Expected a path that starts with /').waitFor()
    assert.deepEqual(await findFaults(page), [])
  })
