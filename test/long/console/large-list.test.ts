// The list of tokens at 100,000 of them: how soon it stands, and whether typing in its search ever stalls the page.
// What the page does is measured in CPU time, as tests share the machine with others; the clock is told beside it.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { OrganizationId } from '@keyward/contract'
import type { Page } from 'playwright-core'
import { stockTokens } from '../../../bench/stock-tokens.ts'
import { CATALOGUE } from '../../browser/catalogue.ts'
import { openConsole } from '../../parts/open-console.ts'
import { busyTime } from './busy-time.ts'

const ROWS_MS = 300
const FRAME_MS = 50
const LOADS = { least: 5, most: 12 }
const TRIES = 3
// A server that meets so many tokens at once first owes warnings for those that expire soon.
const SETTLED_MS = 240_000

const house = await openConsole(after, { catalogue: CATALOGUE })
const { body: session } = await house.ask('GET', '/v1/session')
const organization = session.memberships[0].organization.id as OrganizationId
const list = `/o/${organization}/settings/api-tokens`
const keptAt = { path: join(house.data, 'keyward.db'), keys: join(house.data, 'keys.json') }
await stockTokens(keptAt, organization, 100_000)

const all = (page: Page) => page.getByText('50 of 100000 tokens')

async function openList(): Promise<Page> {
  const page = await house.signedIn({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
  await page.goto(list)
  await all(page).waitFor({ timeout: SETTLED_MS })
  return page
}

test('with 100,000 tokens the page works for less than 300 ms until its first rows stand', async (t) => {
  const page = await openList()
  await page.addInitScript(NOTE_ROWS)
  const [worked, clock]: [number[], number[]] = [[], []]
  for (let load = 0; load < LOADS.least || (load < LOADS.most && Math.min(...worked) > ROWS_MS); load++) {
    const { totalMs } = await busyTime(page, async () => {
      await page.goto(list)
      await all(page).waitFor()
    })
    worked.push(totalMs)
    clock.push(await page.evaluate('window.rowsAt'))
  }
  t.diagnostic(
    `worked ${worked.map(Math.round).join(', ')} ms; on the clock ${clock.map(Math.round).join(', ')} ms`,
  )
  // The load that neighbours disturbed least: they take caches too, not only turns.
  assert.ok(Math.min(...worked) <= ROWS_MS, `${Math.min(...worked)} ms`)
})

const NOTE_ROWS = `new MutationObserver((_, watching) => {
  if (!document.querySelector('tbody tr')) return
  window.rowsAt = performance.now()
  watching.disconnect()
}).observe(document, { childList: true, subtree: true })`

test('with 100,000 tokens no task of the page is longer than 50 ms while somebody types in its search', async (t) => {
  const page = await openList()
  for (const word of ['deploy', 'report', 'backup', 'import', 'token 99']) {
    const longest = [await searchFor(page, word)]
    // Neighbours take caches too, not only turns: a word is tried again, and the try that they disturbed least counts.
    while (Math.min(...longest) > FRAME_MS && longest.length < TRIES)
      longest.push(await searchFor(page, word))
    t.diagnostic(`longest task for “${word}”: ${longest.map(Math.round).join(', ')} ms`)
    assert.ok(Math.min(...longest) <= FRAME_MS, `${word}: ${longest.join(', ')} ms`)
  }
})

/** The second frame from now begins when the first, which shows what has changed, is drawn. */
const DRAWN = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))'

/** The longest task of the page from the first letter until the rows that match stand; then all stand again. */
async function searchFor(page: Page, word: string): Promise<number> {
  const rows = page.locator('tbody tr')
  const others = rows.filter({ hasNotText: word })
  const { longestMs } = await busyTime(page, async () => {
    await page.getByRole('searchbox', { name: 'Search tokens' }).pressSequentially(word, { delay: 120 })
    await page.waitForURL((url) => url.searchParams.get('search') === word)
    await others.first().waitFor({ state: 'detached' })
    await rows.nth(49).waitFor()
    await page.evaluate(DRAWN)
  })
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await others.first().waitFor()
  await all(page).waitFor()
  return longestMs
}
