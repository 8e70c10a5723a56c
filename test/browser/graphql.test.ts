import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { heapOf, keptOf, watchRequests } from '../parts/kept.ts'
import { findFaults, OWNER, openConsole, overflowOf } from '../parts/open-console.ts'
import { join } from '../parts/people.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
await house.generate({ name: 'Deploy pipeline' })
const { body: session } = await house.ask('GET', '/v1/session')
const SETTINGS = `/o/${session.memberships[0].organization.id}/settings`
const DESKTOP = { viewport: { width: 1280, height: 900 } }

async function open(page: Page): Promise<Page> {
  await page.goto(`${SETTINGS}/graphql`)
  await editor(page).waitFor()
  return page
}
const openAsOwner = async (options: BrowserContextOptions = DESKTOP) => open(await house.signedIn(options))
const editor = (page: Page) => page.getByRole('textbox', { name: 'Query' })
const answer = (page: Page) => page.getByRole('region', { name: 'Answer as JSON' })

async function write(page: Page, text: string): Promise<void> {
  await editor(page).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
}
async function runWritten(page: Page, text: string): Promise<void> {
  await write(page, text)
  await page.keyboard.press('Control+Enter')
}
async function chooseExample(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Examples' }).click()
  await page.getByRole('button', { name: title }).click()
}

test('[S3] [B15] a person asks /graphql from the menu as themselves, and is answered as it stands', async () => {
  const page = await house.signedIn(DESKTOP)
  await page.goto('/')
  await page.getByRole('link', { name: 'GraphQL' }).click()
  await page.getByText('Mutations change Acme.').waitFor()
  await page.getByRole('button', { name: 'Run query' }).click()
  await answer(page).getByText('"Deploy pipeline"').waitFor()
  await page.getByText(/^HTTP 200 · \d+ ms · /).waitFor()
})

const EXAMPLES = [
  'The newest tokens',
  'What needs attention',
  'Who I am, and what I may do',
  'What has happened',
]

test('each example is answered without an error, and offered only to whoever it would answer', async () => {
  const viewer = await join(house, 'Vera Lind', 'viewer')
  for (const [page, expected] of [
    [await openAsOwner(), [...EXAMPLES, 'Generate a token of my own']],
    [await open(await viewer.page(DESKTOP)), ['The newest tokens', 'Who I am, and what I may do']],
  ] as const) {
    await page.getByRole('button', { name: 'Examples' }).click()
    const list = page.getByRole('list').filter({ hasText: 'Who I am' })
    const offered = (await list.getByRole('button').allTextContents()).map((each) =>
      each.replace(/mutation$/, ''),
    )
    assert.deepEqual(offered, expected)
    await page.keyboard.press('Escape')
    for (const title of offered) {
      await chooseExample(page, title)
      await page.getByRole('button', { name: /^Run/ }).click()
      await page.getByText(/^HTTP 200/).waitFor()
      assert.equal(await page.getByRole('alert').count(), 0, title)
    }
  }
})

test('suggestions and faults come from the schema while one types, and the keyboard gets out of the editor', async () => {
  const page = await openAsOwner()
  await write(page, 'query Mine { sessi')
  await page.keyboard.type('o')
  const suggestions = page.getByRole('listbox', { name: 'Completions' })
  await suggestions.getByRole('option', { name: /^sessions/ }).waitFor()
  await page.keyboard.press('Escape')
  await suggestions.waitFor({ state: 'detached' })
  await page.keyboard.type('nz { agent } }')
  await page.locator('.cm-lintRange-error').first().hover()
  await page
    .getByText(/Cannot query field "sessionz"/)
    .first()
    .waitFor()
  await write(page, 'query Mine { sessions { agent } }')
  await page.getByText('agent', { exact: true }).hover()
  await page.getByText(/^OpenSession\.agent/).waitFor()
  await editor(page).focus()
  await page.keyboard.press('Tab')
  await page.waitForFunction(`document.activeElement?.getAttribute('aria-label') === 'Variables, as JSON'`)
  await page.keyboard.press('Tab')
  await page.waitForFunction(`document.activeElement?.getAttribute('role') === 'tab'`)
})

test('the schema is searched and walked through, and begins an operation that runs once its variables are filled in', async () => {
  const page = await openAsOwner()
  const { body } = await house.ask('GET', '/v1/tokens?search=Deploy')
  await page.getByRole('searchbox', { name: 'Search the schema' }).fill('one token')
  await page.getByRole('searchbox', { name: 'Search the schema' }).fill('token')
  await page.getByRole('button', { name: /^token Token/ }).click()
  await page.getByRole('heading', { name: 'token', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Token', exact: true }).click()
  await page.getByText('shownStatus').first().waitFor()
  await page.getByRole('button', { name: 'token', exact: true }).click()
  await page.getByRole('button', { name: 'Add to the editor' }).click()
  const picker = page.getByRole('combobox', { name: 'Operation to run' })
  assert.equal(await picker.locator('option:checked').textContent(), 'query Token')
  await page.getByRole('textbox', { name: 'Variables, as JSON' }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(JSON.stringify({ tokenId: body.tokens[0].id }))
  await page.keyboard.press('Control+Enter')
  await answer(page).getByText('"Deploy pipeline"').waitFor()
  await picker.selectOption('query NewestTokens')
  await page.getByRole('button', { name: 'Run query' }).click()
  await answer(page).getByText('"totalCount"').waitFor()
})

test('[B13] what is refused says why, with its code: syntax, budget, rights, variables', async () => {
  const developer = await join(house, 'Dev Rao', 'developer')
  const page = await open(await developer.page(DESKTOP))
  const trouble = page.getByRole('alert')
  const many = `{ ${Array.from({ length: 21 }, (_, at) => `a${at}: session { user { id } }`).join(' ')} }`
  for (const [text, says, code] of [
    ['{ tokens {', /Syntax Error/, 'request_invalid'],
    ['{ nothing }', /Cannot query field "nothing"/, 'request_invalid'],
    [many, /holds at most 20 operations/, 'request_too_large'],
    ['{ auditEvents { totalCount } }', /Cannot query field/, 'request_invalid'],
    ['{ invitations { id } }', /lacks keyward\/members:/, 'permission_missing'],
  ] as const) {
    await runWritten(page, text)
    await trouble.getByText(says).first().waitFor()
    await trouble.getByRole('link', { name: code }).first().waitFor()
  }
  await page.getByRole('textbox', { name: 'Variables, as JSON' }).click()
  await page.keyboard.insertText('{ "a": ')
  await page.keyboard.press('Control+Enter')
  await trouble.getByText('The variables are no JSON object').waitFor()
})

test('offline and after the session has ended, what was written stands; it is asked again once one is back', async () => {
  const page = await openAsOwner()
  await page.context().setOffline(true)
  await runWritten(page, 'query Kept { session { user { name } } }')
  await page.getByRole('alert').getByText('network_failed').waitFor()
  await page.context().setOffline(false)
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Run query' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await dialog.getByRole('textbox').last().fill(OWNER.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await answer(page).getByText('"Ada Berg"').waitFor()
  assert.match((await editor(page).textContent()) ?? '', /query Kept/)
})

test('a mutation that needs a fresh sign-in is done once, after the password', async () => {
  const late = await join(house, 'Lena Holt', 'developer')
  const page = await open(await late.page(DESKTOP))
  const since = Date.now() - 16 * 60_000
  house.change(
    `update auth_session set confirmedAt = ${since} where userId = (select id from auth_user where email = '${late.email}')`,
  )
  await chooseExample(page, 'Generate a token of my own')
  await page.getByRole('button', { name: 'Run mutation' }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm your password' })
  await dialog.getByRole('textbox').last().fill('several unrelated words')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Copy the value' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  await chooseExample(page, 'The newest tokens')
  await page.getByRole('button', { name: 'Run query' }).click()
  await answer(page).getByText('"totalCount"').waitFor()
  assert.equal((await answer(page).textContent())?.match(/"From the playground"/g)?.length, 1)
})

test('what takes long can be stopped, and what was written stands', async () => {
  const page = await openAsOwner()
  const held: (() => void)[] = []
  await page.route('**/graphql', (route) => held.push(() => route.abort()))
  await page.getByRole('button', { name: 'Run query' }).click()
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Run query' }).waitFor()
  assert.equal(await page.getByRole('alert').count(), 0)
  assert.equal(held.length, 1)
  assert.match((await editor(page).textContent()) ?? '', /NewestTokens/)
})

test('[L5] [S10] a value that a mutation answers stands in the answer alone, holds one up until it is copied, and is gone after', async () => {
  const page = await openAsOwner()
  const sent = watchRequests(page)
  await chooseExample(page, 'Generate a token of my own')
  await page.getByRole('button', { name: 'Run mutation' }).click()
  await page.getByText('This answer holds a value that is shown only now').waitFor()
  const [plaintext = ''] = /kw_\w{60,}/.exec((await answer(page).textContent()) ?? '') ?? []
  const secret = plaintext.slice(-49)
  assert.equal(secret.length, 49)
  assert.ok((await heapOf(page)).includes(secret), 'the search would find it')

  const question = page.getByRole('dialog', { name: 'Go on without copying?' })
  await page.getByRole('button', { name: 'Run mutation' }).click()
  await question.getByRole('button', { name: 'Stay and copy' }).click()
  await question.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Audit log' }).click()
  await question.getByRole('button', { name: 'Stay and copy' }).click()
  await question.waitFor({ state: 'detached' })
  assert.ok(!(await keptOf(page)).includes(secret))

  await page.getByRole('button', { name: 'Copy the value' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  assert.equal(await page.evaluate('navigator.clipboard.readText()'), plaintext)
  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByRole('heading', { name: 'Audit log', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'GraphQL' }).click()
  await editor(page).waitFor()
  assert.ok(!(await page.content()).includes(secret))
  assert.ok(!(await keptOf(page)).includes(secret))
  assert.ok(!(await heapOf(page)).includes(secret), 'nothing in the page still holds it')
  assert.ok(!sent.some((request) => request.includes(secret)))
})

const LOOKS: Record<string, BrowserContextOptions> = {
  'light, 1280 px': DESKTOP,
  'dark, 1280 px': { ...DESKTOP, colorScheme: 'dark' },
  'light, 390 px': { viewport: { width: 390, height: 800 }, hasTouch: true },
  'dark, 360 px': { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
}

for (const [look, options] of Object.entries(LOOKS))
  test(`axe finds nothing in the playground, no style is refused, and it is no wider than its window: ${look}`, async () => {
    const found: string[] = []
    const page = await house.signedIn({ ...options, reducedMotion: 'reduce' })
    await page.addInitScript(
      `document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => console.error('refused: ' + violatedDirective))`,
    )
    page.on('console', (message) => message.text().startsWith('refused: ') && found.push(message.text()))
    const check = async (what: string) => {
      for (const fault of await findFaults(page)) found.push(`${what}: ${fault}`)
      if ((await overflowOf(page)) > 0) found.push(`${what}: wider than its window`)
    }
    await open(page)
    await check('the beginning')
    await page.getByRole('searchbox', { name: 'Search the schema' }).fill('revokeToken')
    await check('a search')
    await page
      .getByRole('button', { name: /^revokeToken / })
      .first()
      .click()
    await page.getByRole('button', { name: 'RevokeTokenInput!' }).click()
    await check('a type')
    await page.getByRole('button', { name: 'revokeToken', exact: true }).click()
    await page.getByRole('button', { name: 'Add to the editor' }).click()
    await page.getByRole('button', { name: 'Run mutation' }).click()
    await page.getByRole('alert').waitFor()
    await check('a refusal')
    await page.getByRole('button', { name: 'Examples' }).click()
    await check('the examples')
    await page.keyboard.press('Escape')
    await runWritten(page, 'query Mine { session { user { name } } }')
    await answer(page).getByText('"Ada Berg"').waitFor()
    await check('an answer')
    await write(page, 'query Mine { sessi')
    await page.keyboard.type('o')
    await page.getByRole('listbox', { name: 'Completions' }).waitFor()
    // Later than the suggestions, and axe gives up on a page that changes under it.
    await page.locator('.cm-lintRange-error').first().waitFor()
    await check('suggestions')
    assert.deepEqual(found, [])
  })
