import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { CATALOGUE } from '../../browser/catalogue.ts'
import { SECTIONS } from '../../parts/console-sections.ts'
import { openConsole } from '../../parts/open-console.ts'
import { join } from '../../parts/people.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const { body: session } = await house.ask('GET', '/v1/session')
const settings = `/o/${session.memberships[0].organization.id}/settings`
await house.ask('PATCH', '/v1/settings', { contact: 'it@acme.example' })
const { body: role } = await house.ask('POST', '/v1/roles', {
  name: 'Standing',
  rule: { product: 'all', management: [] },
})
const { body: made } = await house.ask('POST', '/v1/webhooks', {
  name: 'Standing',
  url: 'https://hooks.example/keyward',
  events: ['token.revoked'],
})
const [bo, cy] = [await join(house, 'Bo Lind', 'developer'), await join(house, 'Cy Ode', 'developer')]
const tokens = {
  ours: (await house.generate({ name: 'ours', access: { kind: 'role', role: role.id } })).id,
  own: (await bo.generate({ name: 'own' })).id,
  theirs: (await cy.generate({ name: 'theirs' })).id,
}
const { body: catalogue } = await house.ask('GET', '/v1/catalogue')
type Resource = { name: string; actions: { name: string }[] }
const RESOURCES: Resource[] = catalogue.apis.find(
  ({ slug }: { slug: string }) => slug === 'keyward',
).resources

const PLACES = [
  'api-tokens?tab=mine',
  'api-tokens/new?owner=me',
  ...SECTIONS,
  'catalogue?tab=revisions',
  ...Object.values(tokens).flatMap((id) => [`api-tokens/${id}`, `api-tokens/${id}/edit`]),
  `members/${cy.id}`,
  `roles/${role.id}`,
  `roles/${role.id}/edit`,
  `webhooks/${made.webhook.id}`,
].map((place) => `${settings}/${place}`)

/** Goes there as a link inside the page would, and answers what is wrong with what stands there. */
const LOOK = `async (place) => {
  const moves = new URL(place, location.href).pathname !== location.pathname
  if (moves) document.querySelector('main h1')?.setAttribute('data-before', '')
  history.pushState({}, '', place)
  const settled = () => document.querySelector('main h1:not([data-before])') !== null
    && document.querySelector('main .mantine-Skeleton-root, main [role=status][aria-label=Loading]') === null
  for (let tries = 0; tries < 500 && !settled(); tries++) await new Promise((next) => setTimeout(next, 20))
  const text = (element) => element.textContent ?? ''
  const title = document.querySelector('main h1')?.textContent
  const teaches = (words) => /keyward\\/[a-z-]+:[a-z]+.*Ask it@acme\\.example/s.test(words)
  if (!settled()) return 'is never done loading'
  if (/did not work|Nothing is here|wrong/.test(title)) return title + ': ' + text(document.querySelector('main'))
  const alerts = [...document.querySelectorAll('main [role=alert]')].map(text).filter((words) => !teaches(words))
  if (alerts.length > 0) return alerts.join('; ')
  if (/You need another right/.test(text(document.querySelector('main'))) && !teaches(text(document.querySelector('main'))))
    return 'names no right: ' + text(document.querySelector('main'))
}`

async function give(right: string): Promise<void> {
  const { status, body } = await house.ask('POST', '/v1/roles', {
    name: right.slice(8),
    rule: { product: 'all', management: [right] },
  })
  assert.equal(status, 201)
  assert.equal((await house.ask('PATCH', `/v1/members/${bo.id}`, { role: body.id })).status, 200)
}

async function findTroubles(page: Page): Promise<string[]> {
  const found: string[] = []
  await page.goto(settings.replace(/settings$/, ''))
  await page.getByRole('heading', { level: 1 }).waitFor()
  const menu = await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  for (const place of new Set([...menu, ...PLACES])) {
    const trouble = await page.evaluate<string | undefined>(`(${LOOK})(${JSON.stringify(place)})`)
    if (trouble) found.push(`${place.replace(settings, '')}: ${trouble}`)
  }
  return found
}

for (const { name, actions } of RESOURCES)
  test(`[S2] with a single right on ${name}, every menu entry and direct link works or says which right is missing and whom to ask`, async () => {
    const page = await bo.page()
    const found: string[] = []
    page.on('pageerror', (error) => found.push(`${page.url()}: ${error.message}`))
    for (const action of actions) {
      await give(`keyward/${name}:${action.name}`)
      for (const trouble of await findTroubles(page)) found.push(`${action.name} at ${trouble}`)
    }
    await page.context().close()
    assert.deepEqual(found, [])
  })
