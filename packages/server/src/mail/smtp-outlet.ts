import type { Delivery, Letter, Outlet, Timers } from '@keyward/core'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { fateOf } from './fate.ts'
import { headerLine } from './plain.ts'
import { addressOf, type Sender, type SmtpServer } from './smtp-url.ts'
import { writeMail } from './write-mail.ts'

const CONNECT_MS = 10_000
/** How long a mail server may keep silent. */
const SILENT_MS = 30_000
/** How long one mail may take in all, however it is dragged out. */
const LONGEST_MS = 60_000

export type OutletOptions = {
  server: SmtpServer
  from: Sender
  /** Where people reach this server. */
  site(): string
  timers: Timers
  /** Shorter waits, for a test. */
  waits?: { silentMs: number; longestMs: number }
}

/** Sends mails by SMTP, each on a connection of its own: whatever one of them does to it, the next is not touched. */
export function createSmtpOutlet(options: OutletOptions): Outlet {
  const { server, from, site, timers, waits = { silentMs: SILENT_MS, longestMs: LONGEST_MS } } = options
  const open = new Set<SMTPConnection>()

  const send = async (letter: Letter): Promise<Delivery> => {
    const message = await compose(letter, from, site())
    const connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.tls === 'wrapped',
      requireTLS: server.tls === 'required',
      ignoreTLS: server.tls === 'off',
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: waits.silentMs,
    })
    open.add(connection)
    let stage: 'reaching' | 'sending' = 'reaching'
    let lose: (fault: Error) => void = () => {}
    const lost = new Promise<never>((_, reject) => {
      lose = reject
    })
    lost.catch(() => {})
    connection.on('error', lose)
    connection.on('end', () => lose(new Error('The connection was closed.')))
    const hurry = timers.after(waits.longestMs, () =>
      lose(new Error(`It took longer than ${waits.longestMs / 1000} seconds.`)),
    )
    const step = <T>(run: (done: (fault?: Error | null, result?: T) => void) => void) =>
      Promise.race([lost, promised(run)])
    try {
      await step((done) => connection.connect((fault) => done(fault)))
      const { login } = server
      if (login)
        await step((done) =>
          connection.login({ credentials: { user: login.user, pass: login.password.reveal() } }, done),
        )
      stage = 'sending'
      const envelope = { from: from.address, to: [letter.to.address] }
      const sent = await step<{ response: string }>((done) => connection.send(envelope, message, done))
      connection.quit()
      return { kind: 'accepted', answer: headerLine(sent?.response ?? '') }
    } catch (fault) {
      connection.close()
      return fateOf(fault, stage, { quotes: letter.fragment !== null, password: server.login?.password })
    } finally {
      hurry()
      open.delete(connection)
    }
  }

  return {
    description: { address: addressOf(server), from: from.address },
    send,
    async close() {
      for (const connection of open) connection.close()
    },
  }
}

const promised = <T>(
  run: (done: (fault?: Error | null, result?: T) => void) => void,
): Promise<T | undefined> =>
  new Promise((resolve, reject) => run((fault, result) => (fault ? reject(fault) : resolve(result))))

/** The message as it goes over the wire. Its id is the notice's: whoever gets it twice can tell. */
function compose(letter: Letter, from: Sender, site: string): Promise<Buffer> {
  const { subject, text, html } = writeMail(letter, site)
  const composer = new MailComposer({
    from,
    to: { name: headerLine(letter.to.name), address: letter.to.address },
    subject,
    text,
    html,
    messageId: `<${letter.id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
    date: new Date(letter.writtenAt),
    headers: { 'auto-submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
