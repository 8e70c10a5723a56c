import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { findFaults, openConsole, overflowOf, widen } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const LONG =
  'a name that somebody thought would tell the whole story of a token from its first day to its last'

const ended = await house.generate({ name: 'ended', description: 'it was revoked' })
await house.ask('POST', `/v1/tokens/${ended.id}/revoke`, {})
await house.generate({ name: LONG, access: { kind: 'role', role: 'developer' }, duration: 'unlimited' })
await house.generate({ name: 'ends soon', duration: { until: new Date(Date.now() + 1000).toISOString() } })
await house.generate({ name: 'custom', access: { kind: 'custom', scopes: ['notes/*:*'] } })
const used = await house.generate({ name: 'used' })
await house.server.ask('GET', '/v1/verify', { as: used.plaintext })
const rotating = await house.generate({ name: 'rotating' })
await house.ask('POST', `/v1/tokens/${rotating.id}/regenerate`, { graceMs: 3_600_000 })
for (const need of ['notes/notes:find', 'notes/notes:create'])
  await house.server.ask('GET', `/v1/verify?need=${need}`, { as: rotating.plaintext })

type Look = { scheme: 'light' | 'dark'; width: number }
const LOOKS: { looks: readonly [Look, ...Look[]]; options: BrowserContextOptions }[] = [
  {
    looks: [
      { scheme: 'light', width: 1280 },
      { scheme: 'dark', width: 1280 },
    ],
    options: { viewport: { width: 1280, height: 900 } },
  },
  {
    looks: [
      { scheme: 'light', width: 390 },
      { scheme: 'dark', width: 360 },
    ],
    options: { viewport: { width: 390, height: 800 }, hasTouch: true },
  },
]
const told = ({ scheme, width }: Look) => `${scheme}, ${width} px`

for (const { looks, options } of LOOKS) {
  test(`axe finds nothing, and no screen is wider than its window: ${looks.map(told).join('; ')}`, async () => {
    const found: string[] = []
    const page = await house.signedIn({ ...options, reducedMotion: 'reduce' })
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) found.push(message.text())
    })
    const check = async (what: string) => {
      for (const look of looks) {
        await give(page, look)
        for (const fault of await findFaults(page)) found.push(`${what}, ${told(look)}: ${fault}`)
        if ((await overflowOf(page)) > 0) found.push(`${what}, ${told(look)}: wider than its window`)
      }
      await give(page, looks[0])
    }
    await lookAtLists(page, check)
    await lookAtForms(page, check)
    await lookAtToken(page, check)
    await lookAtUsage(page, check)
    await lookAtAuditLog(page, check)
    await lookAtDeadEnds(page, check)
    assert.deepEqual(found, [])
  })
}

async function give(page: Page, { scheme, width }: Look) {
  await page.emulateMedia({ colorScheme: scheme })
  await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor()
  await widen(page, width)
}

type Check = (what: string) => Promise<void>

async function lookAtLists(page: Page, check: Check) {
  await page.goto('/')
  await page.getByRole('link', { name: LONG }).first().waitFor()
  await check('the list')
  await page.getByRole('button', { name: /^Account/ }).click()
  await check('the user menu')
  await page.keyboard.press('Escape')
  const burger = page.getByRole('button', { name: 'Open the menu' })
  if (await burger.isVisible()) {
    await burger.click()
    await check('the menu on a phone')
    await page.getByRole('button', { name: 'Close the menu' }).click()
  }
  await page.getByRole('checkbox', { name: 'Select used' }).check()
  await check('a selection')
  await page.getByRole('button', { name: 'Revoke 1 token' }).click()
  await page.getByText('Type the number of tokens').waitFor()
  await check('the bulk dialog')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Delete ended' }).click()
  await page.getByRole('dialog').waitFor()
  await check('the delete dialog')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('searchbox', { name: 'Search tokens' }).fill('nothing like this')
  await page.getByRole('heading', { name: 'No token matches' }).waitFor()
  await check('a search without a match')
  await page.getByRole('tab', { name: 'Mine' }).click()
  await page.getByRole('heading', { name: 'You have no tokens yet' }).waitFor()
  await check('an empty tab')
}

async function lookAtForms(page: Page, check: Check) {
  await page.getByRole('tab', { name: 'Organisation' }).click()
  await page.getByRole('button', { name: 'Generate new API token' }).click()
  await page.getByRole('radio', { name: 'Role' }).check()
  await check('the roles')
  await page.getByRole('radio', { name: 'Custom' }).check()
  await page.getByRole('radio', { name: 'A date' }).check()
  await page.getByRole('checkbox', { name: /^List notes/ }).check()
  await check('the permission grid')
  await page.getByRole('button', { name: /^Conditions/ }).click()
  await page.getByRole('textbox', { name: 'Addresses' }).fill('203.0.113.0/24')
  await page.getByRole('textbox', { name: 'Calls' }).fill('100')
  await page.getByRole('textbox', { name: 'Usage cap' }).fill('1000')
  await check('the conditions')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByText('Give the token a name').waitFor()
  await check('a refused form')
}

async function lookAtToken(page: Page, check: Check) {
  await page.getByRole('radio', { name: '30 days' }).check()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(LONG)
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('heading', { name: 'Token generated' }).waitFor()
  await check('the new value')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('dialog').waitFor()
  await check('the question before leaving')
  await page.getByRole('button', { name: 'Go on and lose it' }).click()
  await check('a token')
  await page.getByRole('button', { name: 'Regenerate' }).click()
  await page.getByRole('dialog').waitFor()
  await check('the regenerate dialog')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByText('Type the name').waitFor()
  await check('the revoke dialog')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('heading', { name: /^Edit/ }).waitFor()
  await check('the edit form')
}

async function lookAtUsage(page: Page, check: Check) {
  await page.goto('/')
  await page.getByRole('link', { name: 'rotating' }).first().click()
  await page.getByRole('heading', { name: 'Two values are valid' }).waitFor()
  await page.getByText('As a table').click()
  await check('a token with two values, and its usage')
  await page.getByRole('slider', { name: 'Calls by hour' }).press('ArrowLeft')
  await check('a bar of the chart')
  await page.goto(page.url().replace(/api-tokens.*/, 'usage'))
  await page.getByRole('table', { name: 'Used last' }).waitFor()
  await check('the usage of the organisation')
}

async function lookAtAuditLog(page: Page, check: Check) {
  await page.goto(page.url().replace(/usage$/, 'audit-log'))
  await page.getByText('Token regenerated').first().click()
  await page.locator('details[open]').getByRole('button', { name: 'Only this token' }).waitFor()
  await check('an event of the audit log')
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText(/The chain is sound: /).waitFor()
  await check('a verified audit log')
  await page.goto(`${page.url().split('?')[0]}?from=1999-01-01&to=1999-01-02`)
  await page.getByRole('heading', { name: 'No event matches' }).waitFor()
  await check('an empty audit log')
}

async function lookAtDeadEnds(page: Page, check: Check) {
  await page.goto('/o/org_0/settings/api-tokens')
  await page.getByRole('heading', { name: 'Nothing is here' }).waitFor()
  await check('an unknown organisation')
  await page.goto('/')
  await page.getByRole('heading', { name: 'API tokens' }).waitFor()
  await page.goto(`${page.url()}/0000000000000000`)
  await page.getByRole('heading', { name: 'No such API token' }).waitFor()
  await check('an unknown token')
  await page.context().clearCookies()
  await page.goto('/')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await check('sign-in')
}
