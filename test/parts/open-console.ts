import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ApiInput } from '@keyward/contract'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { borrowChromium } from './chromium.ts'
import { type Answer, type ServerProcess, startServerProcess } from './server-process.ts'

export const OWNER = { name: 'Ada Berg', email: 'ada@acme.example', password: 'correct horse battery' }
export const SETUP_CODE = 'a-code-for-the-tests'
const WAIT_MS = 20_000
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A real server with the built console, and a real browser. */
export type ConsoleHouse = {
  url: string
  server: ServerProcess
  /** Where the server keeps its database and its keys. */
  data: string
  /** A page of a browser that nobody has used. */
  newPage(options?: BrowserContextOptions): Promise<Page>
  /** A page of a browser in which the owner is signed in. */
  signedIn(options?: BrowserContextOptions): Promise<Page>
  /** Asks the API as the owner. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>
  /** Generates an organisation token that reads, and whatever is said otherwise. */
  generate(body: { name: string } & Record<string, unknown>): Promise<{ id: string; plaintext: string }>
  /** Changes a row behind the server's back, as time or another person would. */
  change(sql: string): void
}

type HouseOptions = {
  catalogue: readonly ApiInput[]
  claimed?: boolean
  /** More settings of the server. */
  env?: Readonly<Record<string, string>>
}

/** Starts server and browser for one test file; whatever is handed to `after` runs at its end. */
export async function openConsole(
  after: (stop: () => Promise<void>) => void,
  options: HouseOptions,
): Promise<ConsoleHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-console-'))
  writeFileSync(join(folder, 'catalogue.json'), JSON.stringify(options.catalogue))
  const env = {
    KEYWARD_CATALOGUE: 'catalogue.json',
    KEYWARD_SETUP_CODE: SETUP_CODE,
    KEYWARD_LOG_LEVEL: 'warn',
    ...options.env,
  }
  const server = await startServerProcess({ folder, env })
  const browser = await borrowChromium()
  after(async () => {
    await browser.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const cookie = options.claimed === false ? undefined : await claim(server)
  return houseOf(server, browser, cookie, join(folder, 'data'))
}

function houseOf(
  server: ServerProcess,
  browser: Awaited<ReturnType<typeof borrowChromium>>,
  cookie: string | undefined,
  data: string,
): ConsoleHouse {
  const ask: ConsoleHouse['ask'] = (method, path, body) =>
    server.ask(method, path, { body, headers: { cookie: cookie ?? '', origin: server.url } })
  const newPage = async (options: BrowserContextOptions = {}) =>
    pageOf(await browser.newContext({ baseURL: server.url, ...options }))
  return {
    url: server.url,
    server,
    data,
    ask,
    newPage,
    async signedIn(options) {
      const page = await newPage(options)
      const [name = '', value = ''] = (cookie ?? '').split('=')
      await page.context().addCookies([{ name, value: value, url: server.url }])
      return page
    },
    async generate(body) {
      const made = await ask('POST', '/v1/tokens', { owner: 'organization', ...body })
      if (made.status !== 201) throw new Error(`no token: ${JSON.stringify(made.body)}`)
      return { id: made.body.token.id, plaintext: made.body.plaintext }
    },
    change(sql) {
      const db = new DatabaseSync(join(data, 'keyward.db'))
      db.exec('PRAGMA busy_timeout = 5000')
      db.exec(sql)
      db.close()
    },
  }
}

async function claim(server: ServerProcess): Promise<string> {
  const made = await server.ask('POST', '/v1/setup', {
    body: { code: SETUP_CODE, organization: { name: 'Acme' }, owner: OWNER },
  })
  if (made.status !== 201) throw new Error(`set-up failed: ${JSON.stringify(made.body)}`)
  return made.headers.getSetCookie().map((line) => line.split(';', 1)[0])[0] ?? ''
}

async function pageOf(context: BrowserContext): Promise<Page> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  context.setDefaultTimeout(WAIT_MS)
  return context.newPage()
}

/** What axe finds wrong with the page as it stands, one line each. */
export async function findFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResult> } }
    // What passes is told too unless it is left out: half of the work.
    const { violations } = await axe.run({ resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
  })
}

type AxeResult = { violations: { id: string; nodes: { html: string }[] }[] }

/** Gives the page's window another width, and waits until the page has followed. */
export async function widen(page: Page, width: number): Promise<void> {
  const { height = 800 } = page.viewportSize() ?? {}
  await page.setViewportSize({ width, height })
  // A page with nothing to draw may never be told that it is idle.
  await page.evaluate(
    () =>
      new Promise((done) => {
        requestAnimationFrame(() => requestIdleCallback(done, { timeout: 300 }))
      }),
  )
}

/** How many pixels the page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
