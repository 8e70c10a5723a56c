import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { KeywardError } from '@keyward/contract'
import {
  adoptKeyring,
  createKeyward,
  type Keyward,
  type Outlet,
  openSqliteStore,
  realClock,
  realRandom,
  realTimers,
} from '@keyward/core'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type DeclaredCatalogue, readCatalogue } from './catalogue-file.ts'
import { type Config, loadConfig } from './config.ts'
import { createServer } from './create-server.ts'
import { createIdentity } from './identity.ts'
import { DATABASE_FILE, KEYS_FILE, readIfThere } from './installation/place.ts'
import { oweLinks } from './mail/owe-link.ts'
import { createSmtpOutlet } from './mail/smtp-outlet.ts'
import { createPoster } from './webhooks/poster.ts'

const NOTHING_DECLARED: Partial<DeclaredCatalogue> = {}
const CONSOLE_FOLDER = fileURLToPath(new URL('../console/', import.meta.url))
const VERSION = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version
/** How long requests may take to finish once the server is told to stop. */
const FINISH_MS = 10_000
const SWEEP_MS = 50

export type RunningServer = {
  url: string
  dataDir: string
  /** Whether somebody must still claim this server, and the code for it unless it was chosen or told before. */
  setup: { state: 'open'; code: string | undefined } | { state: 'done' }
  /** Stops accepting, lets requests finish, writes what is gathered, and gives everything back. */
  close(): Promise<void>
}

export type StartOptions = {
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  /** Where the built console lies, unless beside this package's code. */
  consoleFolder?: string
}

/**
 * Starts Keyward as a server, with settings from the environment and `keyward.config.json`.
 * @throws KeywardError for everything that can stand in the way of a start
 */
export async function startServer({ env, cwd, consoleFolder }: StartOptions): Promise<RunningServer> {
  const config = loadConfig({ env, cwd, readFile: readIfThere })
  const opened: (() => Promise<void>)[] = []
  const close = async () => {
    for (const give of opened.splice(0).reverse()) await give()
  }
  try {
    const site = { url: config.publicUrl ?? `http://localhost:${config.port}` }
    const { app, keyward } = await build(config, site, opened, consoleFolder ?? CONSOLE_FOLDER)
    const port = await listen(app, config)
    site.url = config.publicUrl ?? `http://${shownHost(config.host)}:${port}`
    return {
      url: site.url,
      dataDir: config.dataDir,
      setup: await openSetup(keyward, config.setupCode),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function build(
  config: Config,
  site: { url: string },
  opened: (() => Promise<void>)[],
  consoleFolder: string,
): Promise<{ app: FastifyInstance; keyward: Keyward }> {
  const { apis, notes } =
    config.catalogue === undefined ? NOTHING_DECLARED : readCatalogue(config.catalogue, readIfThere)
  makeDataDir(config.dataDir)
  const path = join(config.dataDir, DATABASE_FILE)
  const keysFile = join(config.dataDir, KEYS_FILE)
  // Keys without their database are what is left of one that is lost: no empty one takes its place.
  const create = !existsSync(keysFile)
  const store = await openSqliteStore({ path, create, clock: realClock, timers: realTimers })
  opened.push(() => store.close())
  const keys = config.keys === undefined ? keysFile : await adoptKeyring({ text: config.keys, store })
  let app: FastifyInstance | undefined
  const onFault = (fault: unknown) => app?.log.error({ fault: String(fault) }, 'background work failed')
  const outlet = outletOf(config, site)
  const keyward = await createKeyward({
    database: store,
    keys,
    ...(apis && { catalogue: apis }),
    prefix: config.tokenPrefix,
    retiredPrefixes: config.retiredTokenPrefixes,
    outlet,
    poster: createPoster({ allow: config.webhookAllow, timers: realTimers }),
    onFault,
  })
  opened.push(() => keyward.close())
  const identity = await createIdentity({
    database: store.database,
    secret: keyward.sessionSecret(),
    secure: site.url.startsWith('https:'),
    publicUrl: site.url,
    now: realClock.now,
    random: realRandom,
    vault: keyward,
  })
  const publicUrl = () => site.url
  app = await createServer({
    config,
    keyward,
    identity,
    publicUrl,
    now: realClock.now,
    consoleFolder,
    version: VERSION,
    ...(outlet && { sendLink: oweLinks(keyward, realClock.now) }),
  })
  for (const note of notes ?? []) app.log.warn(note, 'part of a description is not bound')
  opened.push(() => finish(app))
  return { app, keyward }
}

function outletOf({ smtpUrl: server, mailFrom: from }: Config, site: { url: string }): Outlet | undefined {
  return server && from && createSmtpOutlet({ server, from, site: () => site.url, timers: realTimers })
}

async function openSetup(keyward: Keyward, chosen: string | undefined): Promise<RunningServer['setup']> {
  const issued = await keyward.installation.issueSetupCode(chosen)
  if ((await keyward.installation.state()) === 'done') return { state: 'done' }
  return { state: 'open', code: chosen === undefined ? issued : undefined }
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<number> {
  const { level } = app.log
  try {
    // Fastify's own line about this would repeat ours.
    app.log.level = 'warn'
    return Number(new URL(await app.listen({ host, port })).port)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'EADDRINUSE')
      throw new KeywardError('port_taken', {
        detail: `Another program listens on ${host}:${port}: stop it, or set KEYWARD_PORT`,
      })
    if (code === 'EACCES')
      throw invalid(`KEYWARD_PORT is ${port}, which this user may not open: expected one above 1023`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      throw invalid(
        `KEYWARD_HOST is "${host}", which is no address of this machine: expected one such as 127.0.0.1`,
      )
    throw cause
  } finally {
    app.log.level = level
  }
}

async function finish(app: FastifyInstance): Promise<void> {
  const hurry = setTimeout(() => app.server.closeAllConnections(), FINISH_MS)
  // A kept-alive connection becomes idle only after its answer, and then nobody else would close it.
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
  await app.close()
  clearTimeout(hurry)
  clearInterval(sweep)
}

function makeDataDir(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const says = cause instanceof Error ? cause.message : String(cause)
    throw new KeywardError(
      'data_dir_unusable',
      { detail: `KEYWARD_DATA_DIR cannot be made: ${says}` },
      { cause },
    )
  }
}

const shownHost = (host: string) =>
  ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : isIPv6(host) ? `[${host}]` : host

const invalid = (detail: string) => new KeywardError('config_invalid', { detail })
