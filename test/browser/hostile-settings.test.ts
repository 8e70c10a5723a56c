import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startReceiver } from '../../packages/server/test/parts/webhook-receiver.ts'
import { openConsole } from '../parts/open-console.ts'
import { join } from '../parts/people.ts'
import { CATALOGUE } from './catalogue.ts'
import { HOSTILE_NAMES, RIGHT_TO_LEFT } from './hostile-texts.ts'
import { type HostileScreen, WINDOWS, walkHostile } from './hostile-walk.ts'

const receiver = await startReceiver({ after })
const house = await openConsole(after, {
  catalogue: CATALOGUE,
  env: { KEYWARD_WEBHOOK_ALLOW: '127.0.0.1' },
})
const must = async (method: string, path: string, body?: unknown) => {
  const answer = await house.ask(method, path, body)
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}
const session = await must('GET', '/v1/session')
const settings = `/o/${session.memberships[0].organization.id}/settings`
const [markup = ''] = HOSTILE_NAMES

/** An API whose every word was written by somebody else. */
const described = (operations: readonly string[]) => ({
  openapi: '3.1.0',
  info: { title: RIGHT_TO_LEFT, version: '1', description: markup },
  servers: [{ url: 'https://hostile.example/v1' }],
  paths: Object.fromEntries(
    operations.map((summary, n) => [
      `/${'path-without-end/'.repeat(n % 3 === 0 ? 12 : 1)}${n}`,
      { get: { operationId: `act${n}`, summary, description: summary, tags: [`t${n % 4}`], responses: {} } },
    ]),
  ),
  tags: [markup, RIGHT_TO_LEFT, 'W'.repeat(200), HOSTILE_NAMES[9]].map((said, n) => ({
    name: `t${n}`,
    description: said,
    'x-displayName': said,
  })),
})
const DOCUMENT = described(HOSTILE_NAMES)
const SHORTER = described(HOSTILE_NAMES.slice(3))

const seen = await must('POST', '/v1/catalogue/imports?slug=hostile', DOCUMENT)
await must('POST', `/v1/catalogue/imports/${seen.id}/apply`, {
  revision: seen.revision,
  effects: seen.effects,
})
const roles: { id: string }[] = []
for (const name of HOSTILE_NAMES)
  roles.push(
    await must('POST', '/v1/roles', {
      name,
      description: name,
      rule: { product: ['hostile/*:*'], management: ['keyward/personal-tokens:*'] },
    }),
  )
const hooks: { webhook: { id: string } }[] = []
for (const [n, name] of HOSTILE_NAMES.entries())
  hooks.push(
    await must('POST', '/v1/webhooks', {
      name,
      url: `${receiver.url}/${'q'.repeat(n === 0 ? 900 : 1)}?x=${encodeURIComponent(markup)}`,
    }),
  )
receiver.answer = () => ({ status: 500, body: `${markup}${'X'.repeat(10_000)}` })
const people = []
for (const [n, name] of [RIGHT_TO_LEFT, 'W'.repeat(200), markup].entries()) {
  const person = await join(house, `P${n} Person`, n === 0 ? 'admin' : (roles[n]?.id ?? 'viewer'))
  await person.ask('PATCH', '/v1/profile', { name })
  await person.generate({ name: HOSTILE_NAMES[n] ?? '' })
  people.push(person)
}
await house.generate({ name: RIGHT_TO_LEFT, access: { kind: 'role', role: roles[6]?.id } })
await must('POST', '/v1/invitations', {
  email: `${'long'.repeat(15)}@${'sub.'.repeat(20)}acme.example`,
  role: roles[7]?.id,
})
await must('POST', '/v1/invitations', { email: 'new@acme.example', role: roles[6]?.id })
const before = await must('GET', '/v1/settings')
await must('PATCH', '/v1/settings', {
  name: RIGHT_TO_LEFT,
  contact: RIGHT_TO_LEFT,
  policy: { ...before.policy, approval: 'all' },
})
for (const name of [RIGHT_TO_LEFT, 'W'.repeat(200)])
  await people[0]?.ask('POST', '/v1/tokens', { name, owner: 'organization', justification: name })
await must('PATCH', '/v1/settings', { policy: { ...before.policy, longestDays: 7 } })
await house.ask('POST', `/v1/webhooks/${hooks[6]?.webhook.id}/test`)
await house.ask('PATCH', '/v1/profile', { name: RIGHT_TO_LEFT })
await people[1]?.ask('POST', '/v1/session/sign-out')

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).waitFor()
const settled = async (page: Page) => {
  await heading(page)
  await page.waitForLoadState('networkidle')
}
const dialog = (button: string) => async (page: Page) => {
  await settled(page)
  await page.getByRole('button', { name: button, exact: true }).first().click()
  await page.getByRole('dialog').waitFor()
  await page.waitForLoadState('networkidle')
}
const at = (path: string, ready = settled): HostileScreen => [`${settings}/${path}`, ready]
const chooseDocument = (document: object) => async (page: Page) => {
  await heading(page)
  const buffer = Buffer.from(JSON.stringify(document))
  await page
    .getByLabel('File of the description')
    .setInputFiles({ name: `${markup}.json`, mimeType: 'application/json', buffer })
  await page.getByRole('textbox', { name: 'Slug' }).fill('hostile')
  await page.getByRole('button', { name: 'Show what it changes' }).click()
  await page
    .getByText(/loses? .*permission/)
    .first()
    .waitFor()
  for (const summary of await page.locator('details:not([open]) > summary').all()) await summary.click()
}

const SCREENS: readonly HostileScreen[] = [
  at('roles'),
  ...[0, 6, 7, 9].map((n) => at(`roles/${roles[n]?.id}`)),
  at(`roles/${roles[6]?.id}`, dialog('Delete')),
  at(`roles/${roles[6]?.id}/edit`),
  at('catalogue'),
  at('catalogue', async (page) => {
    await settled(page)
    const api = page.getByRole('region').filter({ hasText: 'imported' })
    await api.getByRole('button', { name: 'Remove' }).click()
    await page.getByText('Type its slug').waitFor()
  }),
  at('catalogue?tab=revisions'),
  at('catalogue?tab=revisions&revision=2'),
  at('catalogue/import', chooseDocument(SHORTER)),
  at('organization'),
  at('webhooks'),
  ...[0, 6, 7].map((n) => at(`webhooks/${hooks[n]?.webhook.id}`)),
  at(`webhooks/${hooks[6]?.webhook.id}`, dialog('Edit')),
  at(`webhooks/${hooks[6]?.webhook.id}`, dialog('Rotate secret')),
  at(`webhooks/${hooks[7]?.webhook.id}`, dialog('Delete')),
  at('members'),
  at('members', dialog('Send again')),
  ...people.map(({ id }) => at(`members/${id}`)),
  at(`members/${people[0]?.id}`, dialog('Change role')),
  at(`members/${people[0]?.id}`, dialog('Deactivate')),
  at(`members/${people[1]?.id}`, dialog('Remove')),
  at('notifications'),
  at('approvals'),
  at('policy'),
  at('audit-log', async (page) => {
    await settled(page)
    for (const summary of (await page.locator('summary').all()).slice(0, 12)) await summary.click()
  }),
  [
    '/profile',
    async (page) => {
      await settled(page)
      await page.getByRole('button', { name: /^Account/ }).click()
    },
  ],
]

for (const [width, window] of Object.entries(WINDOWS))
  test(`no text in the settings runs, bursts its box, or turns its sentence around: ${width}`, () =>
    walkHostile(house, SCREENS, window))

test('an invitation from a hostile organisation, by a hostile person, to a hostile role is safe to open', async () => {
  const invited = await must('POST', '/v1/invitations', { email: 'other@acme.example', role: roles[6]?.id })
  const { pathname, hash } = new URL(invited.link)
  for (const window of Object.values(WINDOWS))
    await walkHostile(
      { signedIn: house.newPage },
      [[`${pathname}${hash}`, (page) => page.getByRole('heading', { name: /^Join/ }).waitFor()]],
      window,
    )
})
