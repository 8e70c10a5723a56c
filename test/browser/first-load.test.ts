import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const BUDGET_BYTES = 200_000
const house = await openConsole(after, { catalogue: CATALOGUE })

test('the list of tokens stands on at most 200 kB of compressed JavaScript', async () => {
  const page = await house.signedIn()
  const scripts: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.body())
  })
  await page.goto('/')
  await page.getByRole('heading', { name: 'No tokens yet' }).waitFor()
  const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body).length)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  assert.ok(total > 0 && total <= BUDGET_BYTES, `${total} bytes in ${sizes.length} files`)
})

test('what the console styles comes after what its components bring, and so holds', async () => {
  const page = await house.signedIn()
  await page.goto('/')
  const sheet = (await page.locator('link[rel=stylesheet]').getAttribute('href')) ?? ''
  const rules = await (await fetch(new URL(sheet, house.url))).text()
  assert.ok(
    rules.lastIndexOf('}.m_') < rules.search(/\}\._/),
    'a rule of ours stands before the last of Mantine’s',
  )
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`until the script has come the page says whose it is, in its ${colorScheme} colours, and nothing moves when it is there`, async () => {
    const page = await house.signedIn({ colorScheme })
    const refused: string[] = []
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
    await page.addInitScript(
      'window.moved = 0; new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.moved += value }).observe({ type: "layout-shift", buffered: true })',
    )
    await page.route('**/*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 800))
      await route.continue()
    })
    await page.goto('/', { waitUntil: 'commit' })
    const arriving = page.locator('.kw-arriving')
    await arriving.getByText('Keyward').waitFor()
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const before = await background()
    await page.getByRole('heading', { name: 'No tokens yet' }).waitFor()
    assert.equal(await arriving.isVisible(), false)
    assert.equal(await background(), before)
    assert.ok(Number(await page.evaluate('window.moved')) < 0.02, 'nothing moves')
    assert.deepEqual(refused, [])
  })

test('without scripts the page says what it needs', async () => {
  const page = await house.newPage({ javaScriptEnabled: false, colorScheme: 'dark' })
  await page.goto('/')
  const said = page.locator('.kw-arriving noscript p')
  await said.waitFor()
  assert.match(await said.innerText(), /^The console needs JavaScript/)
  await page.context().close()
})
