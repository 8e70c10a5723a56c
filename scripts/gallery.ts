// Takes the pictures of docs/gallery: a real server with an organisation as it might be, each main screen light and dark.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { CATALOGUE } from '../test/browser/catalogue.ts'
import { openConsole } from '../test/parts/open-console.ts'
import { furnish } from './gallery/furnish.ts'
import { furnishSettings, NEXT_DESCRIPTION } from './gallery/furnish-settings.ts'
import { ROOT } from './vite.ts'

const ENCODE = `(async (png) => {
  const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob())
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  canvas.getContext('2d').drawImage(picture, 0, 0)
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 })
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
})`
const SIZE = { width: 1280, height: 800 }
const FOLDER = join(ROOT, 'docs/gallery')

const ends: (() => Promise<void>)[] = []
const atEnd = (stop: () => Promise<void>) => void ends.push(stop)
const house = await openConsole(atEnd, {
  catalogue: CATALOGUE,
  env: { KEYWARD_WEBHOOK_ALLOW: '127.0.0.1' },
})
try {
  const made = await furnish(house)
  const { webhook } = await furnishSettings(house, atEnd)
  const { body: session } = await house.ask('GET', '/v1/session')
  const settings = `/o/${session.memberships[0].organization.id}/settings`
  mkdirSync(FOLDER, { recursive: true })
  const encoder = await house.newPage()
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await house.signedIn({ viewport: SIZE, colorScheme, reducedMotion: 'reduce' })
    const shoot = async (name: string) => {
      await page.mouse.move(0, 0)
      await page.waitForLoadState('networkidle')
      const picture = await smaller(encoder, await page.screenshot())
      writeFileSync(join(FOLDER, `${name}-${colorScheme}.webp`), picture)
    }
    await shootTokens(page, settings, shoot)
    const id = made.get('Deploy pipeline')
    await shootOne(page, `${settings}/api-tokens/${id}`, shoot)
    await shootInspector(page, `${settings}/inspector?id=${id}&need=billing/invoices:send`, shoot)
    await shootSections(page, settings, shoot)
    await shootGraphql(page, settings, shoot)
    await shootWebhook(page, `${settings}/webhooks/${webhook}`, shoot)
    await shootImport(page, `${settings}/catalogue/import?api=mail`, shoot)
    await page.context().close()
  }
} finally {
  for (const end of ends) await end()
}

type Shoot = (name: string) => Promise<void>

async function shootTokens(page: Page, settings: string, shoot: Shoot) {
  await page.goto(`${settings}/api-tokens`)
  await page.getByRole('link', { name: 'Deploy pipeline' }).waitFor()
  await shoot('api-tokens')
  for (const name of ['Grafana', 'Mobile app backend', 'Search indexer'])
    await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  await page.getByRole('button', { name: 'Revoke 3 tokens' }).click()
  await page.getByText('Type the number of tokens').waitFor()
  await shoot('revoke-many')
  await page.goto(`${settings}/api-tokens/new`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Nightly report')
  await shoot('generate')
  await page.getByRole('radio', { name: 'Custom' }).check()
  await page.getByRole('checkbox', { name: /^List notes/ }).check()
  await page.getByRole('checkbox', { name: /^List invoices/ }).check()
  await page.getByText('What the token may do').evaluate((label) => label.scrollIntoView())
  await shoot('permissions')
  await page.getByRole('button', { name: 'Generate token' }).click()
  await page.getByRole('heading', { name: 'Token generated' }).waitFor()
  await page.getByRole('tab', { name: 'JavaScript' }).click()
  await shoot('shown-once')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Go on and lose it' }).click()
}

async function shootOne(page: Page, address: string, shoot: Shoot) {
  await page.goto(address)
  const used = page.getByRole('heading', { name: 'Granted and used' })
  await used.waitFor()
  await shoot('token')
  await used.evaluate((heading) => heading.scrollIntoView())
  await shoot('granted-used')
}

async function shootSections(page: Page, settings: string, shoot: Shoot) {
  for (const [section, heading] of [
    ['usage', 'Usage'],
    ['members', 'Members'],
    ['roles', 'Roles'],
    ['catalogue', 'Catalogue'],
    ['approvals', 'Approvals'],
    ['policy', 'Policy'],
    ['organization', 'Organisation'],
    ['audit-log', 'Audit log'],
  ] as const) {
    await page.goto(`${settings}/${section}`)
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    await shoot(section)
  }
}

async function shootInspector(page: Page, address: string, shoot: Shoot) {
  await page.goto(address)
  await page.getByRole('heading', { name: /^Refused/ }).waitFor()
  await shoot('inspector')
}

async function shootWebhook(page: Page, address: string, shoot: Shoot) {
  await page.goto(address)
  await page.getByText('Delivered').first().waitFor()
  await shoot('webhook')
}

async function shootImport(page: Page, address: string, shoot: Shoot) {
  await page.goto(address)
  await page
    .getByLabel('File of the description')
    .setInputFiles({ name: 'mail.json', mimeType: 'application/json', buffer: Buffer.from(NEXT_DESCRIPTION) })
  await page.getByRole('button', { name: 'Show what it changes' }).click()
  await page.getByText('Permissions removed').waitFor()
  await shoot('import')
}

async function shootGraphql(page: Page, settings: string, shoot: Shoot) {
  await page.goto(`${settings}/graphql`)
  await page.getByRole('button', { name: 'Run query' }).click()
  await page.getByText(/^HTTP 200/).waitFor()
  await shoot('graphql')
}

/** The same picture as WebP, which is a third as large: browsers know how to make one. */
async function smaller(encoder: Page, png: Buffer): Promise<Buffer> {
  const text: string = await encoder.evaluate(`${ENCODE}('${png.toString('base64')}')`)
  return Buffer.from(text, 'base64')
}
