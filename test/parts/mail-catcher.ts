import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export type CaughtMail = { subject: string; html: string; text: string; to: string }

export type MailCatcher = {
  port: number
  mails: CaughtMail[]
  /** What to refuse a mail with for good; undefined: take it. */
  refuse: ((mail: CaughtMail) => string | undefined) | undefined
}

/** A real SMTP server that keeps what it gets. */
export async function startMailCatcher(after: (stop: () => Promise<void>) => void): Promise<MailCatcher> {
  const catcher: MailCatcher = { port: 0, mails: [], refuse: undefined }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    async onData(stream, _session, done) {
      const { subject = '', html = '', text = '', to } = await PostalMime.parse(await readText(stream))
      const mail = { subject, html, text, to: to?.[0]?.address ?? '' }
      const reason = catcher.refuse?.(mail)
      if (reason !== undefined) return done(Object.assign(new Error(reason), { responseCode: 554 }))
      catcher.mails.push(mail)
      done()
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  catcher.port = (server.server.address() as AddressInfo).port
  return catcher
}
