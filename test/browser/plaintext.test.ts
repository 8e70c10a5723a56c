import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { havePart } from '../parts/apt.ts'
import { heapOf, keptOf, watchRequests } from '../parts/kept.ts'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })
const run = promisify(execFile)

async function generate(page: Page, name: string): Promise<string> {
  await page.goto('/')
  await page.getByRole('button', { name: 'Generate new API token' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByRole('button', { name: 'Generate token' }).click()
  return (await page.getByText(/^kw_\w{60,}$/).textContent()) ?? ''
}

test('[L5] [R3] [S10] the value is in one element while it is shown, and nowhere in the page, its memory, the browser or a later request after Done', async () => {
  const page = await house.signedIn({ viewport: { width: 1280, height: 900 } })
  const sent = watchRequests(page)
  const plaintext = await generate(page, 'nowhere else')
  const secret = plaintext.slice(-49)
  assert.ok((await heapOf(page)).includes(secret), 'the search would find it')
  assert.ok(!(await keptOf(page)).includes(secret))

  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  assert.ok(!(await page.content()).includes(secret))
  await page.getByRole('link', { name: 'API tokens' }).first().click()
  await page.getByRole('link', { name: 'nowhere else' }).first().click()
  await page.getByRole('heading', { name: 'nowhere else' }).waitFor()
  assert.ok(!(await page.content()).includes(secret))
  assert.ok(!(await keptOf(page)).includes(secret))
  assert.ok(!(await heapOf(page)).includes(secret), 'nothing in the page still holds it')
  assert.ok(sent.length > 10 && !sent.some((request) => request.includes(secret)))
})

test('[R3] [S10] the value is gone after another page and back, and a restored or second tab never had it', async () => {
  const page = await house.signedIn()
  const plaintext = await generate(page, 'never again')
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  const address = page.url()
  await page.goto('/openapi.json')
  await page.goBack()
  await page.getByRole('heading', { name: 'never again' }).waitFor()
  assert.ok(!(await page.content()).includes(plaintext))

  const second = await page.context().newPage()
  await second.goto(address)
  await second.getByRole('heading', { name: 'never again' }).waitFor()
  assert.ok(!(await second.content()).includes(plaintext))
})

test('[L5] Done, a link, the way back, a refresh and another site are each held up until the value is copied', async () => {
  const page = await house.signedIn()
  await generate(page, 'held up')
  const asked: string[] = []
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type())
    await dialog.dismiss()
  })
  const question = page.getByRole('dialog', { name: 'Go on without copying?' })
  const stay = async () => {
    await question.getByRole('button', { name: 'Stay and copy' }).click()
    await question.waitFor({ state: 'detached' })
    await page.getByText(/^kw_\w{60,}$/).waitFor()
  }
  await page.getByRole('button', { name: 'Done' }).click()
  await stay()
  await page.getByRole('link', { name: 'Audit log' }).click()
  await stay()
  await page.evaluate('history.back()')
  await stay()
  await page.evaluate('location.reload()')
  await page.evaluate(`location.href = '/openapi.json'`)
  while (asked.length < 2) await page.waitForTimeout(50)
  assert.deepEqual(asked, ['beforeunload', 'beforeunload'])
  await page.getByText(/^kw_\w{60,}$/).waitFor()
  await page.close()
})

test('[L5] the curl, JavaScript and Python lines run as they are copied; those for GitHub Actions name a secret and hold no value', async () => {
  const page = await house.signedIn()
  const plaintext = await generate(page, 'Deploy (eu)')
  const copyOf = async (tab: string, label: string): Promise<string> => {
    await page.getByRole('tab', { name: tab }).click()
    await page.getByRole('button', { name: label }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    return page.evaluate('navigator.clipboard.readText()')
  }
  const actions = await copyOf('GitHub Actions', 'Copy the GitHub Actions lines')
  assert.ok(actions.includes('secrets.DEPLOY_EU_TOKEN') && !actions.includes(plaintext))
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Stay and copy' }).click()

  const [sh, python] = await Promise.all([havePart('curl'), havePart('python3')])
  const curl = await copyOf('curl', 'Copy the line')
  const js = await copyOf('JavaScript', 'Copy the JavaScript lines')
  const py = await copyOf('Python', 'Copy the Python lines')
  const answers = [
    await run('/bin/sh', ['-c', curl.replace(/^curl/, `${sh} -s`)]),
    await run(process.execPath, ['--input-type=module', '-e', js]),
    await run(python, ['-c', py]),
  ]
  for (const { stdout } of answers) assert.match(stdout, /Deploy \(eu\)/)
})
