// The whole of it, as its people see it: a token made in the console opens a product's own APIs, until it is revoked there.
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { createVerifier } from '@keyward/client'
import { createApp } from '../../examples/express/src/app.ts'
import { GRAPHQL_SERVERS, NEEDS } from '../doors/graphql-servers.ts'
import { openConsole } from '../parts/open-console.ts'
import { CATALOGUE } from './catalogue.ts'

const house = await openConsole(after, { catalogue: CATALOGUE })

test('[L1] [S3] [A8] a value copied in the console opens the product’s REST and GraphQL; the requests after its revocation there are refused', async () => {
  const service = await house.generate({
    name: 'the notes service',
    access: { kind: 'custom', scopes: ['keyward/tokens:verify'] },
  })
  const verifier = createVerifier({ baseUrl: house.url, credential: service.plaintext })
  const rest = createApp(verifier).listen(0, '127.0.0.1')
  const graphql = (await GRAPHQL_SERVERS.yoga?.(verifier, { needs: NEEDS })) ?? assert.fail('no Yoga')
  after(async () => {
    rest.close()
    await graphql.close()
  })
  const address = `http://127.0.0.1:${(rest.address() as AddressInfo).port}/notes`
  const query = JSON.stringify({ query: '{ me notes { title } }' })
  const statuses = async (token?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    }
    const answers = [
      await fetch(address, { headers }),
      await fetch(graphql.url, { method: 'POST', headers, body: query }),
    ]
    return answers.map(({ status }) => status)
  }
  assert.deepEqual(await statuses(), [401, 401])

  const page = await house.signedIn({ viewport: { width: 1280, height: 900 } })
  await page.goto('/')
  await page.getByRole('button', { name: 'Generate new API token' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('for the notes')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  const copied: string = await page.evaluate('navigator.clipboard.readText()')
  assert.deepEqual(await statuses(copied), [200, 200])

  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Revoke this token?' })
  await dialog.getByRole('textbox').fill('for the notes')
  await dialog.getByRole('button', { name: 'Revoke token' }).click()
  await page.getByText('is revoked').first().waitFor()
  assert.deepEqual(await statuses(copied), [401, 401])
})
