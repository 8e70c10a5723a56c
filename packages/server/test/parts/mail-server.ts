import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Outlet, realTimers, type Timers } from '@keyward/core'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { createSmtpOutlet } from '../../src/mail/smtp-outlet.ts'
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts'
import { ORIGIN, openSetUpServer, type SetUpHouse } from './house.ts'

/** What a mail server answers at one step; nothing: it goes on. `die`: it breaks the connection without an answer. */
export type Answer = { code: number; says: string } | 'die' | undefined

/** How a mail server behaves: what a test sets it to. */
export type Manner = {
  slowMs?: number
  rcpt?(address: string): Answer
  /** Asked once the whole message is in. */
  data?(raw: string): Answer
}

export type MailServer = {
  port: number
  /** Every message that was accepted, or whose answer was lost. */
  raw: string[]
  manner: Manner
  mails(): Promise<Email[]>
  stop(): Promise<void>
}

/** A real SMTP server in this process. */
export async function startMailServer(t: TestContext, port = 0): Promise<MailServer> {
  const state: Pick<MailServer, 'raw' | 'manner'> = { raw: [], manner: {} }
  const answer = (reply: Answer, done: (error?: Error | null) => void) => {
    if (reply === 'die') for (const { _socket } of server.connections) _socket?.destroy()
    else done(reply && Object.assign(new Error(reply.says), { responseCode: reply.code }))
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    async onRcptTo({ address }, _session, done) {
      await sleep(state.manner.slowMs ?? 0)
      answer(state.manner.rcpt?.(address), done)
    },
    async onData(stream, _session, done) {
      // Whoever sends may break off half-way: then there is nobody to answer.
      const raw = await readText(stream).catch(() => undefined)
      if (raw === undefined) return
      await sleep(state.manner.slowMs ?? 0)
      const reply = state.manner.data?.(raw)
      if (reply === undefined || reply === 'die') state.raw.push(raw)
      answer(reply, done)
    },
  })
  server.on('error', () => {})
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  const stop = () => new Promise<void>((resolve) => server.close(resolve))
  t.after(stop)
  return Object.assign(state, {
    port: (server.server.address() as AddressInfo).port,
    mails: () => Promise.all(state.raw.map((raw) => PostalMime.parse(raw))),
    stop,
  })
}

/** Sends by SMTP to that port, with little patience. */
export function outletTo(port: number, site = ORIGIN): Outlet {
  const server = parseSmtpUrl(`smtp://127.0.0.1:${port}`)
  if (!server) throw new TypeError('no server')
  return createSmtpOutlet({
    server,
    from: { name: 'Keyward', address: 'keyward@acme.example' },
    site: () => site,
    timers: realTimers,
    waits: { silentMs: 1_000, longestMs: 3_000 },
  })
}

/** Background work comes a hundred times as often. */
export const QUICK: Timers = {
  after: realTimers.after,
  afterInBackground: (delayMs, work) => realTimers.afterInBackground(delayMs / 100, work),
}

export type MailHouse = SetUpHouse & {
  server: MailServer
  /** Rows of the outbox, the newest first. */
  outbox(): Promise<OutboxRow[]>
  /** Waits until nothing in the outbox waits or is sent, or only what `allowed` says. */
  settled(allowed?: (row: OutboxRow) => boolean): Promise<OutboxRow[]>
}
export type OutboxRow = {
  id: string
  kind: string
  status: string
  count: number
  tries: number
  lastError: string | null
  to: { address: string }
}

/** The server, set up, with a real mail server that gets its mails. The mails of the set-up itself are through. */
export async function openMailHouse(
  t: TestContext,
  options: Parameters<typeof openSetUpServer>[1] = {},
): Promise<MailHouse> {
  const server = await startMailServer(t)
  const house = await openSetUpServer(t, { outlet: outletTo(server.port), timers: QUICK, ...options })
  const host = { kind: 'host', organizationId: house.organizationId, name: 'test' } as never
  const outbox = async () =>
    (await house.keyward.listNotices(host, { limit: 200 })).notices as unknown as OutboxRow[]
  const settled: MailHouse['settled'] = async (allowed = () => false) => {
    for (const patience = performance.now() + 15_000; ; await sleep(20)) {
      const rows = await outbox()
      const done = ({ status }: OutboxRow) => status === 'sent' || status === 'failed'
      if (rows.every((row) => done(row) || (row.status === 'waiting' && allowed(row)))) return rows
      if (performance.now() > patience) throw new Error(`not settled: ${JSON.stringify(rows)}`)
    }
  }
  await settled()
  server.raw.length = 0
  return { ...house, server, outbox, settled }
}
