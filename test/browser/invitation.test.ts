import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { findFaults, openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })

test('whoever opens the link of an invitation chooses name and password and is in; the secret leaves the address', async () => {
  const invited = await house.ask('POST', '/v1/invitations', { email: 'cy@acme.example', role: 'developer' })
  const { hash, pathname } = new URL(invited.body.link)
  const page = await house.newPage()
  await page.goto(`${pathname}${hash}`)
  await page.getByRole('heading', { name: 'Join Acme' }).waitFor()
  assert.ok(!page.url().includes('secret'))
  assert.deepEqual(await findFaults(page), [])
  await page.getByRole('textbox', { name: 'Your name' }).fill('Cy Ode')
  await page.getByLabel('Password', { exact: true }).fill('several unrelated words')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('heading', { name: 'API tokens' }).waitFor()
  await page.getByRole('button', { name: 'Account: Cy Ode' }).waitFor()

  const again = await house.newPage()
  await again.goto(`${pathname}${hash}`)
  await again.getByText('This invitation was accepted already').waitFor()
})
