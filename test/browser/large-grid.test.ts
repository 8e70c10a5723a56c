// The grid with as many operations as GitHub's API has.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ApiInput } from '@keyward/contract'
import { openConsole } from '../parts/open-console.ts'

const RESOURCES = 60
const EACH = 20

const LARGE: ApiInput = {
  slug: 'large',
  name: 'Large API',
  resources: Array.from({ length: RESOURCES }, (_, r) => ({
    name: `r${r}`,
    label: `Resource ${r}`,
    actions: Array.from({ length: EACH }, (_, a) => ({
      name: `a${a}`,
      label: `Action ${r}-${a}`,
      access: a % 2 === 0 ? ('read' as const) : ('write' as const),
      routes: [{ method: a % 2 === 0 ? ('GET' as const) : ('POST' as const), path: `/r${r}/a${a}` }],
    })),
  })),
}
/** Notes how long the page was held, task by task, where that was more than 50 ms. */
const WATCH = `held = []; new PerformanceObserver((list) => held.push(...list.getEntries().map((task) => task.duration)))
  .observe({ entryTypes: ['longtask'] })`

const house = await openConsole(after, { catalogue: [LARGE] })

test('[S8] at 1,200 operations the grid is searched, ticked by what reads and as a whole, and every operation is reached', async (t) => {
  const page = await house.signedIn()
  await page.goto('/')
  await page.getByRole('button', { name: 'Generate new API token' }).click()
  await page.getByRole('radio', { name: 'Custom' }).check()
  const everything = page.getByRole('checkbox', { name: 'Everything (1200) of Large API' })
  const reads = page.getByRole('checkbox', { name: 'Everything that reads (600) of Large API' })
  const mixed = page.getByRole('region', { name: 'Large API' }).locator('input:indeterminate')
  await page.evaluate(WATCH)
  await reads.check()
  assert.equal(await mixed.first().getAttribute('aria-label'), 'Everything (1200) of Large API')
  assert.equal(await page.getByText('10 of 20').count(), RESOURCES)
  await everything.check()
  assert.equal(await page.getByText('20 of 20').count(), RESOURCES)
  await everything.uncheck()

  const search = page.getByRole('textbox', { name: 'Search permissions' })
  for (const [r, a] of [
    [0, 0],
    [31, 7],
    [59, 19],
  ] as const) {
    await search.fill(`/r${r}/a${a}`)
    await page
      .getByRole('checkbox', { name: `Action ${r}-${a}`, exact: false })
      .first()
      .check()
  }
  await search.fill('')
  const long: number[] = await page.evaluate('held')
  t.diagnostic(`tasks over 50 ms while toggling and searching: ${long.map(Math.round).join(', ') || 'none'}`)
  const openers = page.getByRole('region', { name: 'Large API' }).getByRole('button')
  await openers.nth(RESOURCES - 1).waitFor()
  for (let at = 0; at < RESOURCES; at++) await openers.nth(at).click()
  const boxes = page.getByRole('region', { name: 'Large API' }).getByRole('checkbox', { name: /^Action/ })
  assert.equal(await boxes.count(), RESOURCES * EACH)
})
