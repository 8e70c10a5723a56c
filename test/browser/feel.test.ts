import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { SECTIONS } from '../parts/console-sections.ts'
import { openConsole, overflowOf, widen } from '../parts/open-console.ts'
import { join } from '../parts/people.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const { body: session } = await house.ask('GET', '/v1/session')
const settings = `/o/${session.memberships[0].organization.id}/settings`
const bo = await join(house, 'Bo Lind', 'developer')
const token = await house.generate({ name: 'felt', description: 'a description that goes on. '.repeat(12) })
await house.server.ask('GET', '/v1/verify?need=notes/notes:find', { as: token.plaintext })
const { body: role } = await house.ask('POST', '/v1/roles', {
  name: 'Felt',
  description: 'a role with many words. '.repeat(10),
  rule: { product: 'all', management: [] },
})
const { body: hook } = await house.ask('POST', '/v1/webhooks', {
  name: 'Felt',
  url: 'https://hooks.example/keyward',
})

const PLACES = [
  ...SECTIONS,
  `api-tokens/${token.id}`,
  `api-tokens/${token.id}/edit`,
  `members/${bo.id}`,
  `roles/${role.id}`,
  `roles/${role.id}/edit`,
  `webhooks/${hook.webhook.id}`,
].map((place) => `${settings}/${place}`)
const WAITS = ['usage', 'api-tokens', 'members', 'roles', 'policy', 'webhooks', 'audit-log', 'catalogue']

const quiet = (page: Page) =>
  page.waitForFunction(() => {
    const main = document.querySelector('main')
    return main?.querySelector('h1') && !main.querySelector('.mantine-Skeleton-root, [aria-label="Loading"]')
  })

/** Letters in the longest line of running text, as wide as a letter is on average. */
const LONGEST = `(() => {
  let longest = 0
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const range = document.createRange()
    range.selectNodeContents(node)
    const size = Number.parseFloat(getComputedStyle(node.parentElement).fontSize)
    for (const { width } of range.getClientRects()) longest = Math.max(longest, width / size / 0.5)
  }
  return Math.round(longest)
})()`

const WIDTHS = [360, 2560, 3840]

test(`at ${WIDTHS.join(', ')} px no screen scrolls sideways, and no line of text is too long to read`, async () => {
  const found: string[] = []
  const page = await house.signedIn({ viewport: { width: 360, height: 1000 } })
  for (const place of PLACES) {
    await page.goto(place)
    await quiet(page)
    for (const width of WIDTHS) {
      await widen(page, width)
      const over = await overflowOf(page)
      if (over > 0) found.push(`${place} at ${width} px: ${over} px wider than its window`)
      const longest = await page.evaluate<number>(LONGEST)
      if (longest > 130) found.push(`${place} at ${width} px: a line of ${longest} letters`)
    }
    await widen(page, 360)
  }
  assert.deepEqual(found, [])
})

test('while a screen waits for the server it shows the shapes of what comes, and with less motion asked for nothing moves', async () => {
  const found: string[] = []
  const page = await house.signedIn({ reducedMotion: 'reduce' })
  await page.goto(`${settings}/organization`)
  await quiet(page)
  const held: (() => void)[] = []
  const letGo = () => {
    for (const go of held.splice(0)) go()
  }
  await page.route('**/v1/**', async (route) => {
    await new Promise<void>((go) => held.push(go))
    await route.continue()
  })
  for (const name of WAITS) {
    await page.getByRole('navigation', { name: 'Main' }).locator(`a[href$="/${name}"]`).click()
    await page.locator('main .mantine-Skeleton-root').first().waitFor()
    if ((await page.locator('main .mantine-Loader-root').count()) > 0) found.push(`${name}: a spinner`)
    const moving = await page.evaluate('document.getAnimations().length')
    if (moving !== 0) found.push(`${name}: ${moving} things move`)
    while ((await page.locator('main .mantine-Skeleton-root').count()) > 0) {
      letGo()
      await page.waitForTimeout(50)
    }
  }
  assert.deepEqual(found, [])
})

const DIALOGS: readonly [place: string, opener: string | RegExp][] = [
  [`api-tokens/${token.id}`, 'Regenerate'],
  [`api-tokens/${token.id}`, 'Revoke'],
  [`api-tokens/${token.id}`, 'Delete now'],
  ['api-tokens', 'Revoke felt'],
  ['members', 'Invite a member'],
  [`members/${bo.id}`, 'Change role'],
  [`members/${bo.id}`, 'Deactivate'],
  [`members/${bo.id}`, 'Remove'],
  [`roles/${role.id}`, 'Delete'],
  ['webhooks', 'Create a webhook'],
  [`webhooks/${hook.webhook.id}`, 'Edit'],
  [`webhooks/${hook.webhook.id}`, /^Rotate/],
  [`webhooks/${hook.webhook.id}`, 'Delete'],
]

test('a dialog that is closed gives the focus back to the button that opened it', async () => {
  const found: string[] = []
  const page = await house.signedIn({ reducedMotion: 'reduce' })
  for (const [place, name] of DIALOGS) {
    await page.goto(`${settings}/${place}`)
    const opener = page.getByRole('button', { name, exact: true }).first()
    await opener.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    if (!(await dialog.evaluate((open) => open.contains(document.activeElement))))
      found.push(`${place}, ${name}: the focus is not in it`)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    if (!(await opener.evaluate((button) => button === document.activeElement)))
      found.push(`${place}, ${name}: the focus went elsewhere`)
  }
  assert.deepEqual(found, [])
})
