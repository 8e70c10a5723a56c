import { BlockList, isIP } from 'node:net'
import { resolve } from 'node:path'
import { KeywardError } from '@keyward/contract'
import { z } from 'zod'
import { parseSender, parseSmtpUrl } from './mail/smtp-url.ts'
import { nearestName } from './nearest-name.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const PREFIX = /^[a-z][a-z0-9]{0,15}$/

const Settings = z.object({
  host: z.string().min(1).default('127.0.0.1'),
  port: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\d{1,5}$/)
        .transform(Number),
    ])
    .pipe(z.int().min(0).max(65_535))
    .default(4117),
  dataDir: z.string().min(1).default('data'),
  publicUrl: z.string().transform(toOrigin).optional(),
  keys: z.string().min(1).optional(),
  catalogue: z.string().min(1).optional(),
  trustedProxies: z
    .union([z.array(z.string()), z.string().transform(splitList)])
    .refine((list) => list.every(isNetwork))
    .default([]),
  logLevel: z.enum(LOG_LEVELS).default('info'),
  tokenPrefix: z.string().regex(PREFIX).default('kw'),
  retiredTokenPrefixes: z
    .union([z.array(z.string()), z.string().transform(splitList)])
    .refine((list) => list.every((prefix) => PREFIX.test(prefix)))
    .default([]),
  webhookAllow: z
    .union([z.array(z.string()), z.string().transform(splitList)])
    .refine((list) => list.every(isNetwork))
    .default([]),
  setupCode: z.string().min(12).max(200).optional(),
  smtpUrl: z
    .string()
    .transform((text, context) => parseSmtpUrl(text.trim()) ?? refuse(context))
    .optional(),
  mailFrom: z
    .string()
    .transform((text, context) => parseSender(text) ?? refuse(context))
    .optional(),
})

/**
 * How one server runs. Paths are absolute; `publicUrl` is an origin; `keys` is what a keys.json holds,
 * where undefined means that file in the data folder; without a `catalogue` the one in the database stands.
 */
export type Config = z.output<typeof Settings>
type SettingName = keyof Config

const EXPECTED: Record<SettingName, string> = {
  host: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0',
  port: 'a port number, 0 to 65535',
  dataDir: 'a folder',
  publicUrl: 'http:// or https://, a host, and nothing after it',
  keys: 'the content of a keys.json',
  catalogue: 'a JSON file that lists APIs',
  trustedProxies: 'addresses or networks (10.0.0.0/8), separated by commas',
  logLevel: `one of ${LOG_LEVELS.join(', ')}`,
  tokenPrefix: 'a lower-case letter, then up to 15 letters or digits',
  retiredTokenPrefixes: 'prefixes of old that are still verified, separated by commas',
  webhookAllow: 'networks that webhooks may reach besides the public ones (10.0.0.0/8), separated by commas',
  setupCode: '12 to 200 characters',
  smtpUrl: 'smtp:// or smtps://, where needed user:password@, a host, and where needed a port',
  mailFrom: 'an address, or a name and an address: Keyward <keyward@acme.example>',
}
const SECRETS: readonly SettingName[] = ['keys', 'setupCode', 'smtpUrl']
const NAMES = Settings.keyof().options

/** Names that start like ours but belong to the client and to the tests. */
const NOT_OURS = ['KEYWARD_URL', 'KEYWARD_TOKEN', 'KEYWARD_PROFILE', 'KEYWARD_CHROMIUM']
const CONFIG_FILE = 'keyward.config.json'

/** Where settings come from; `readFile` answers undefined for a file that is not there. */
export type ConfigSource = {
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  readFile(path: string): string | undefined
}

/**
 * Reads the settings: the environment first, `…_FILE` for secrets, then `keyward.config.json`, then defaults.
 * @throws KeywardError `config_invalid`, naming setting, value and what was expected
 */
export function loadConfig(source: ConfigSource): Config {
  refuseUnknown(source.env)
  const file = readConfigFile(source)
  const given = new Map(NAMES.map((name) => [name, readSetting(name, source, file)]))
  const parsed = Settings.safeParse(Object.fromEntries([...given].map(([name, { value }]) => [name, value])))
  if (!parsed.success) throw invalid(describe(parsed.error, given))
  const { dataDir, catalogue, ...rest } = parsed.data
  if (rest.smtpUrl && !rest.mailFrom)
    throw invalid('KEYWARD_MAIL_FROM is not set, and KEYWARD_SMTP_URL is: expected whom mails come from')
  const path = (text: string) => resolve(source.cwd, text)
  return { ...rest, dataDir: path(dataDir), catalogue: catalogue === undefined ? undefined : path(catalogue) }
}

type Given = { from: string; value: unknown }

function readSetting(
  name: SettingName,
  { env, cwd, readFile }: ConfigSource,
  file: Record<string, unknown>,
): Given {
  const variable = variableOf(name)
  const direct = env[variable]
  const path = SECRETS.includes(name) ? env[`${variable}_FILE`] : undefined
  if (direct !== undefined && path !== undefined)
    throw invalid(`${variable} and ${variable}_FILE are both set: expected one of them`)
  if (direct !== undefined) return { from: variable, value: direct }
  if (path === undefined) return { from: `${name} in ${CONFIG_FILE}`, value: file[name] }
  const content = readFile(resolve(cwd, path))
  if (content === undefined)
    throw invalid(`${variable}_FILE is ${JSON.stringify(path)}: expected a file that can be read`)
  return { from: `${variable}_FILE`, value: content.trim() }
}

function describe(error: z.ZodError, given: ReadonlyMap<SettingName, Given>): string {
  const name = NAMES.find((candidate) => candidate === error.issues[0]?.path[0]) ?? 'host'
  const { from, value } = given.get(name) ?? { from: name, value: undefined }
  const shown = SECRETS.includes(name) ? 'not valid' : JSON.stringify(value)
  return `${from} is ${shown}: expected ${EXPECTED[name]}`
}

function readConfigFile({ cwd, readFile }: ConfigSource): Record<string, unknown> {
  const text = readFile(resolve(cwd, CONFIG_FILE))
  if (text === undefined) return {}
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(text))
  if (!parsed.success) throw invalid(`${CONFIG_FILE} is not a JSON object: expected one like {"port": 4117}`)
  for (const key of Object.keys(parsed.data))
    if (!NAMES.some((name) => name === key))
      throw invalid(
        `${CONFIG_FILE} has "${key}", which is no setting: did you mean "${nearestName(key, NAMES)}"?`,
      )
  return parsed.data
}

function refuseUnknown(env: ConfigSource['env']): void {
  const known = NAMES.flatMap((name) =>
    SECRETS.includes(name) ? [variableOf(name), `${variableOf(name)}_FILE`] : [variableOf(name)],
  )
  for (const variable of Object.keys(env))
    if (variable.startsWith('KEYWARD_') && !known.includes(variable) && !NOT_OURS.includes(variable))
      throw invalid(`${variable} is no setting: did you mean ${nearestName(variable, known)}?`)
}

const variableOf = (name: SettingName) =>
  `KEYWARD_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`

const invalid = (detail: string) => new KeywardError('config_invalid', { detail })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refuse(context: z.RefinementCtx): never {
  context.addIssue('not valid')
  return z.NEVER
}

function toOrigin(text: string, context: z.RefinementCtx): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const bare =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
  if (!url || !bare) context.addIssue('not an origin')
  return url?.origin ?? text
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  if (bits === undefined) return true
  try {
    new BlockList().addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
    return /^\d+$/.test(bits)
  } catch {
    return false
  }
}
