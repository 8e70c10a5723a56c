import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CATALOGUE } from '../parts/claimed-server.ts'
import type { EmptyProject } from './empty-project.ts'

export type InstalledServer = {
  url: string
  /** The code with which its first owner claims it. */
  code: string
  /** Ends it and says with which code. */
  stop(): Promise<number | null>
}

/** Starts the installed command, fresh, with our catalogue. */
export async function startInstalledServer(project: EmptyProject): Promise<InstalledServer> {
  const catalogue = join(project.folder, 'catalogue.json')
  writeFileSync(catalogue, JSON.stringify(CATALOGUE))
  const server = project.start('keyward-server', {
    KEYWARD_PORT: '0',
    KEYWARD_DATA_DIR: join(project.folder, 'd'),
    KEYWARD_CATALOGUE: catalogue,
  })
  const told = await firstWords(server)
  const [, url = ''] = /running at (\S+)/.exec(told) ?? []
  const [, code = ''] = /enter this code: (\S+)/.exec(told) ?? []
  return {
    url,
    code,
    async stop() {
      server.kill('SIGTERM')
      if (server.exitCode === null) await once(server, 'exit')
      return server.exitCode
    },
  }
}

/** What a server says when it has started. */
async function firstWords(server: ChildProcess): Promise<string> {
  let said = ''
  server.stderr?.on('data', (chunk) => {
    said += chunk
  })
  for await (const chunk of server.stdout ?? []) {
    said += chunk
    if (/running at[\s\S]*(?:code|Data in)/.test(said)) return said
  }
  throw new Error(`The server did not start: ${said}`)
}

export type TokenTexts = Record<'good' | 'narrow' | 'expired' | 'revoked', string>

/** Tokens in every condition, made by the owner that `claim.mjs` has made. */
export async function makeTokens(url: string): Promise<TokenTexts> {
  const ask = async (path: string, body: object, cookie = '') => {
    const headers = { 'content-type': 'application/json', origin: url, cookie }
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return answer
  }
  const owner = { email: 'ada@example.com', password: 'seven quiet herons wade' }
  const session = await ask('/v1/session', owner)
  const cookie = session.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  const make = async (name: string, scopes: string[], more = {}) => {
    const input = { name, owner: 'organization', access: { kind: 'custom', scopes }, ...more }
    return (await ask('/v1/tokens', input, cookie.join('; '))).json()
  }
  const both = ['notes/notes:find', 'notes/notes:create']
  const until = new Date(Date.now() + 1_500)
  const expired = await make('expired', both, { duration: { until } })
  const revoked = await make('revoked', both)
  await ask(`/v1/tokens/${revoked.token.id}/revoke`, {}, cookie.join('; '))
  const tokens = {
    good: (await make('good', both)).plaintext,
    narrow: (await make('narrow', ['notes/notes:find'])).plaintext,
    expired: expired.plaintext,
    revoked: revoked.plaintext,
  }
  while (Date.now() <= until.getTime()) await sleep(100)
  return tokens
}
