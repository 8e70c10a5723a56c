import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })

async function openList(search = ''): Promise<Page> {
  const page = await house.signedIn({ viewport: { width: 1280, height: 900 } })
  const session = await house.ask('GET', '/v1/session')
  await page.goto(`/o/${session.body.memberships[0].organization.id}/settings/api-tokens${search}`)
  await page.getByRole('heading', { name: 'API tokens' }).waitFor()
  return page
}

async function openToken(name: string): Promise<Page> {
  const page = await openList()
  await page.getByRole('link', { name, exact: true }).first().click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
  return page
}

const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
const use = (plaintext: string) => house.server.ask('GET', '/v1/verify', { as: plaintext })
const cellTexts = (page: Page) => page.locator('tbody tr td:nth-child(2) a').allTextContents()

test('[A4] [A6] [S4] the table shows each token with name, masked value, status, last use, creator, access and a bin', async () => {
  const { id, plaintext } = await house.generate({ name: 'pipeline', description: 'builds the site' })
  const page = await openList()
  const line = row(page, 'pipeline')
  await line.getByText('builds the site').waitFor()
  const headers = await page.getByRole('columnheader').allTextContents()
  assert.deepEqual(headers.filter(Boolean).slice(0, 7), [
    'Name',
    'Token',
    'Status',
    'Last used',
    'Access',
    'Expires',
    'Created',
  ])
  await line.getByText(`kw_${id.slice(0, 4)}…${plaintext.slice(-4)}`).waitFor()
  await line.getByText('Active').waitFor()
  await line.getByText('by Ada Berg').waitFor()
  await line.getByText('Read-only').waitFor()
  await line.getByRole('button', { name: 'Revoke pipeline' }).waitFor()
  assert.ok(!(await page.content()).includes(plaintext.slice(20)))
})

test('[A6] [S4] where there is room, who created a token has a column of its own', async () => {
  await house.generate({ name: 'roomy' })
  const page = await openList()
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('columnheader', { name: 'Created by' }).waitFor()
  await row(page, 'roomy').getByRole('cell', { name: 'Ada Berg', exact: true }).waitFor()
  await page.setViewportSize({ width: 1280, height: 900 })
  await row(page, 'roomy').getByText('by Ada Berg').waitFor()
  assert.equal(await page.getByRole('columnheader', { name: 'Created by' }).count(), 0)
})

test('[A6] the last use tells time, address and agent to the keyboard too', async () => {
  const { plaintext } = await house.generate({ name: 'used token' })
  await house.server.ask('GET', '/v1/verify', { as: plaintext, headers: { 'user-agent': 'curl/8.5' } })
  const page = await openList()
  await assert.doesNotReject(async () => {
    for (let tries = 0; tries < 60; tries++) {
      await row(page, 'used token').waitFor()
      if ((await row(page, 'used token').getByText('Never').count()) === 0) return
      await page.waitForTimeout(250)
      await page.reload()
    }
    throw new Error('the use was never shown')
  })
  await row(page, 'used token')
    .getByRole('button', { name: /^Copy the id/ })
    .focus()
  await page.keyboard.press('Tab')
  const tip = page.getByRole('tooltip')
  await tip.getByText('From 127.0.0.1').waitFor()
  await tip.getByText('curl/8.5').waitFor()
})

test('[S4] live tokens come first; chips, search and headers narrow and sort, and the address keeps it', async () => {
  await house.generate({ name: 'zebra live' })
  const ended = await house.generate({ name: 'zebra ended' })
  await house.ask('POST', `/v1/tokens/${ended.id}/revoke`, {})
  const page = await openList()
  await page.getByRole('searchbox', { name: 'Search tokens' }).fill('zebra')
  await page.getByText('2 tokens', { exact: true }).waitFor()
  assert.deepEqual(await cellTexts(page), ['zebra live', 'zebra ended'])
  await page.getByRole('button', { name: 'Name' }).click()
  await page.waitForURL(/search=zebra.*sort=name|sort=name.*search=zebra/)
  await row(page, 'zebra ended').waitFor()
  await page.locator('tbody tr').first().getByRole('link', { name: 'zebra ended' }).waitFor()
  await page.getByText('Revoked', { exact: true }).first().click()
  await page.getByText('1 token', { exact: true }).waitFor()
  assert.match(page.url(), /status=revoked/)
  await page.reload()
  await page.getByText('1 token', { exact: true }).waitFor()
  assert.deepEqual(await cellTexts(page), ['zebra ended'])
})

test('[A7] revoking shows which token it is and wants its name typed; the value is refused at once', async () => {
  const { plaintext } = await house.generate({ name: 'to be revoked' })
  assert.equal((await use(plaintext)).status, 200)
  const page = await openList()
  await page.getByRole('button', { name: 'Revoke to be revoked' }).click()
  const dialog = page.getByRole('dialog', { name: 'Revoke this token?' })
  await dialog.getByText(plaintext.slice(-4)).waitFor()
  await dialog.getByText('Ada Berg').waitFor()
  await dialog.getByRole('radiogroup', { name: 'Could someone else have this token?' }).waitFor()
  const submit = dialog.getByRole('button', { name: 'Revoke token' })
  await dialog.getByRole('textbox').fill('another name')
  assert.equal(await submit.isDisabled(), true)
  await dialog.getByRole('textbox').fill('to be revoked')
  await submit.click()
  await page.getByText('“to be revoked” is revoked.').waitFor()
  assert.equal((await use(plaintext)).body.code, 'token_revoked')
})

test('[A7] where live tokens share a name, its last four characters are typed too', async () => {
  await house.generate({ name: 'twin' })
  const { plaintext } = await house.generate({ name: 'twin' })
  const page = await openList('?search=twin')
  await row(page, 'twin')
    .filter({ hasText: plaintext.slice(-4) })
    .getByRole('button', { name: 'Revoke twin' })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('the name and the last four characters').waitFor()
  await dialog.getByRole('textbox').fill('twin')
  assert.equal(await dialog.getByRole('button', { name: 'Revoke token' }).isDisabled(), true)
  await dialog.getByRole('textbox').fill(`twin ${plaintext.slice(-4)}`)
  await dialog.getByRole('button', { name: 'Revoke token' }).click()
  await page.getByText('“twin” is revoked.').waitFor()
})

test('[R7] a revoked token is re-approved, and not when somebody else could have had it', async () => {
  const { id, plaintext } = await house.generate({ name: 'comes back' })
  await house.ask('POST', `/v1/tokens/${id}/revoke`, {})
  const page = await openToken('comes back')
  await page.getByRole('button', { name: 'Re-approve' }).click()
  await page.getByText('“comes back” is re-approved and works again.').waitFor()
  assert.equal((await use(plaintext)).status, 200)

  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Yes' }).check()
  await dialog.getByRole('textbox').fill('comes back')
  await dialog.getByRole('button', { name: 'Revoke token' }).click()
  const button = page.getByRole('button', { name: 'Re-approve' })
  await button.waitFor()
  assert.equal(await button.getAttribute('aria-disabled'), 'true')
  await button.hover()
  await page.getByRole('tooltip').getByText('so its revocation is final').waitFor()
})

test('[S5] name, description, access and duration are edited; the value stays', async () => {
  const { plaintext } = await house.generate({ name: 'before' })
  const page = await openToken('before')
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('afterwards')
  await page.getByRole('textbox', { name: 'Description (optional)' }).fill('renamed')
  await page.getByRole('radio', { name: '90 days' }).check()
  await page.getByRole('radio', { name: 'Full access' }).check()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByRole('heading', { name: 'afterwards' }).waitFor()
  const { token } = (await house.server.ask('GET', '/v1/self', { as: plaintext })).body
  assert.deepEqual(
    [token.name, token.description, token.access.kind],
    ['afterwards', 'renamed', 'full_access'],
  )
  assert.ok((Date.parse(token.expiresAt) - Date.now()) / 86_400_000 > 89.9)
})

test('[S11] regenerating shows a new value once; the old one lives for the grace that was chosen', async () => {
  const { plaintext } = await house.generate({ name: 'two values' })
  const page = await openToken('two values')
  const regenerate = async (grace: string) => {
    await page.getByRole('button', { name: 'Regenerate' }).click()
    await page.getByRole('radio', { name: grace }).check()
    await page.getByRole('button', { name: 'Regenerate token' }).click()
    await page.getByRole('heading', { name: 'Token regenerated' }).waitFor()
    const value = (await page.getByText(/^kw_\w{60,}$/).textContent()) ?? ''
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('button', { name: 'Done' }).click()
    assert.equal(await page.getByText(/^kw_\w{60,}$/).count(), 0)
    return value
  }
  const second = await regenerate('In 24 h')
  await page.getByRole('heading', { name: 'Two values are valid' }).waitFor()
  assert.deepEqual([(await use(plaintext)).status, (await use(second)).status], [200, 200])
  const third = await regenerate('Now')
  assert.deepEqual(
    [(await use(plaintext)).status, (await use(second)).status, (await use(third)).status],
    [401, 401, 200],
  )
})

test('[B7] the old value can be told to stop sooner, once it is quiet, where it lives on at all', async () => {
  const { id } = await house.generate({ name: 'quiet soon' })
  const page = await openToken('quiet soon')
  await page.getByRole('button', { name: 'Regenerate' }).click()
  const sooner = page.getByRole('checkbox', { name: 'Or sooner, when it is quiet' })
  assert.equal(await sooner.count(), 0)
  await page.getByRole('radio', { name: 'In 24 h' }).check()
  await sooner.check()
  await page.getByRole('button', { name: 'Regenerate token' }).click()
  await page.getByRole('heading', { name: 'Token regenerated' }).waitFor()
  const { body } = await house.ask('GET', `/v1/audit-log?tokenId=${id}`)
  const regenerated = body.events.find(({ kind }: { kind: string }) => kind === 'token.regenerated')
  assert.deepEqual(regenerated.facts.closeWhenQuietMs, 3_600_000)
})

test('[S6] a live token is revoked and deleted in one act; the bin of a revoked one deletes for good', async () => {
  const live = await house.generate({ name: 'deleted now' })
  const page = await openToken('deleted now')
  await page.getByRole('button', { name: 'Delete now' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('deleted now')
  await page.getByRole('button', { name: 'Revoke and delete' }).click()
  await page.getByText('“deleted now” is deleted.').waitFor()
  await page.getByRole('heading', { name: 'API tokens' }).waitFor()
  assert.equal((await use(live.plaintext)).status, 401)

  const ended = await house.generate({ name: 'ended first' })
  await house.ask('POST', `/v1/tokens/${ended.id}/revoke`, {})
  await page.reload()
  await page.getByRole('button', { name: 'Delete ended first' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
  await page.getByText('“ended first” is deleted.').waitFor()
  assert.equal((await house.ask('GET', `/v1/tokens/${ended.id}`)).status, 404)
})
