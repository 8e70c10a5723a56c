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
