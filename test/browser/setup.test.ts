import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { havePart } from '../parts/apt.ts'
import { findFaults, OWNER, openConsole, SETUP_CODE } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE, claimed: false })

test('a fresh server is claimed in the browser: the code leaves the address, a verify token is offered, the tokens page follows', async () => {
  const page = await house.newPage()
  await page.goto(`/#code=${SETUP_CODE}`)
  await page.getByRole('heading', { name: 'Set up Keyward' }).waitFor()
  assert.equal(new URL(page.url()).hash, '')
  assert.equal(await page.getByRole('textbox', { name: 'Setup code' }).inputValue(), SETUP_CODE)

  await page.getByRole('textbox', { name: 'Organisation' }).fill('Acme')
  await page.getByRole('textbox', { name: 'Your name' }).fill(OWNER.name)
  await page.getByRole('textbox', { name: 'Your e-mail' }).fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill('too short')
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByText('At least 15 characters: a few words do').waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Organisation' }).inputValue(), 'Acme')
  assert.deepEqual(await findFaults(page), [])

  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByRole('button', { name: 'Generate a verify token for your service' }).click()
  await page.getByRole('heading', { name: 'Verify token generated' }).waitFor()
  const plaintext = (await page.getByText(/^kw_\w+$/).textContent()) ?? ''
  const verdict = await house.server.ask('POST', '/v1/verify', {
    as: plaintext,
    body: { token: 'kw_nonsense' },
  })
  assert.deepEqual([verdict.status, verdict.body.code], [200, 'token_malformed'])
  await page.getByRole('button', { name: 'Copy the line' }).click()
  await havePart('curl')
  const line: string = await page.evaluate('navigator.clipboard.readText()')
  const { stdout } = await promisify(execFile)('sh', ['-c', line])
  assert.equal(JSON.parse(stdout).valid, true, 'the copied line works as it stands')
  assert.deepEqual(await findFaults(page), [])

  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('button', { name: 'Done: go to API tokens' }).click()
  await page.getByRole('link', { name: 'My service' }).waitFor()
  assert.match(page.url(), /\/o\/org_\w+\/settings\/api-tokens$/)
})

test('a server that is in use leads from setup to sign-in', async () => {
  const page = await house.newPage()
  await page.goto('/setup')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/sign-in')
})
