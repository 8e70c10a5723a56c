import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { findFaults, openConsole } from '../parts/open-console.ts'
import { join } from '../parts/people.ts'

const paths = ['/notes', '/notes/recent', '/notes/{id}', '/notes/{id}/history', '/notes/{id}/links']
const house = await openConsole(after, {
  catalogue: [
    {
      slug: 'notes',
      name: 'Notes API',
      resources: [
        {
          name: 'notes',
          label: 'Notes',
          actions: [
            {
              name: 'find',
              label: 'List notes',
              access: 'read',
              routes: paths.map((path) => ({ method: 'GET' as const, path })),
            },
          ],
        },
      ],
    },
  ],
})
const { id } = await house.generate({ name: 'with tips' })
const { body: session } = await house.ask('GET', '/v1/session')
const tokens = `/o/${session.memberships[0].organization.id}/settings/api-tokens`
const viewer = await join(house, 'Vi Ny', 'viewer')

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing while a tip is open, on the list, a token, the grid and a button that is off: ${colorScheme}`, async () => {
    const page = await house.signedIn({ colorScheme, reducedMotion: 'reduce' })
    const found: string[] = []
    const check = async (what: string) => {
      await page.getByRole('tooltip').waitFor()
      for (const fault of await findFaults(page)) found.push(`${what}: ${fault}`)
      await page.keyboard.press('Escape')
    }
    await page.goto(tokens)
    await page.getByRole('button', { name: 'Revoke with tips' }).hover()
    await check('the list')
    await page.goto(`${tokens}/${id}`)
    await page
      .getByRole('button', { name: /\d{4}$/ })
      .first()
      .hover()
    await check('a token')
    await page.goto(`${tokens}/new`)
    await page.getByRole('radio', { name: 'Custom' }).check()
    await page.getByRole('checkbox', { name: /^List notes/ }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Shift+Tab')
    await check('the grid')
    await page.getByText('List notes', { exact: true }).hover()
    await check('the grid under the pointer')
    const poor = await viewer.page({ colorScheme, reducedMotion: 'reduce' })
    await poor.goto(tokens)
    await poor.getByRole('button', { name: 'Generate new API token' }).hover()
    await poor.getByRole('tooltip').waitFor()
    for (const fault of await findFaults(poor)) found.push(`a switched off button: ${fault}`)
    assert.deepEqual(found, [])
  })

test('a tip stands over whatever it is in, inside the window, and can be walked onto with the pointer', async () => {
  const page = await house.signedIn({ viewport: { width: 360, height: 640 } })
  await page.goto(`${tokens}/${id}`)
  await page
    .getByRole('button', { name: /\d{4}$/ })
    .first()
    .hover()
  const tip = page.getByRole('tooltip')
  const box = await tip.boundingBox()
  assert.ok(box && box.x >= 0 && box.x + box.width <= 360 && box.y >= 0, JSON.stringify(box))
  const topmost = await page.evaluate(
    ([x, y]) => document.elementFromPoint(x ?? 0, y ?? 0)?.closest('[role=tooltip]') !== null,
    [box.x + box.width / 2, box.y + box.height / 2],
  )
  assert.equal(topmost, true)
  await tip.hover()
  await page.waitForTimeout(300)
  assert.equal(await tip.isVisible(), true)
  await page.mouse.move(0, 639)
  await tip.waitFor({ state: 'detached' })
})
