// What a server process prints while it mails, refused mails and links included, holds no secret in any form.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openServerPlace, startClaimedServer } from './parts/claimed-server.ts'
import { startMailCatcher } from './parts/mail-catcher.ts'

function formsOf(secret: string): string[] {
  const half = Math.ceil(secret.length / 2)
  return [secret, secret.slice(0, half), secret.slice(half)].flatMap((part) => {
    const bytes = Buffer.from(part)
    return [part, bytes.toString('hex'), bytes.toString('base64').replace(/=*$/, '')]
  })
}

test('[A5] a server that mails prints no secret, also at the lowest log level and when mails are refused', async (t) => {
  const catcher = await startMailCatcher((stop) => t.after(stop))
  const place = openServerPlace(t)
  const { server, manager } = await startClaimedServer(place, {
    folder: place.folder,
    env: {
      KEYWARD_SMTP_URL: `smtp://127.0.0.1:${catcher.port}`,
      KEYWARD_MAIL_FROM: 'keyward@acme.example',
      KEYWARD_LOG_LEVEL: 'trace',
    },
  })
  catcher.refuse = (mail) =>
    mail.subject.includes('refused') ? mail.text.replaceAll(/\s+/g, ' ').slice(0, 300) : undefined
  const secrets = [manager]
  for (const name of ['taken', 'refused']) {
    const body = { name, owner: 'organization', access: { kind: 'custom', scopes: ['notes/notes:find'] } }
    const { status, body: made } = await server.ask('POST', '/v1/tokens', { as: manager, body })
    assert.equal(status, 201)
    secrets.push(made.plaintext)
  }
  await server.ask('POST', '/v1/password-reset', { body: { email: 'ada@acme.example' } })
  const reset = () => catcher.mails.find(({ subject }) => subject === 'Choose a new password')
  for (let n = 0; n < 400 && !reset(); n++) await sleep(50)
  const [, link = ''] = /#secret=([\w-]+)/.exec(reset()?.text ?? '') ?? []
  assert.ok(link.length >= 40)
  assert.ok(catcher.mails.some(({ subject }) => subject.includes('taken')))
  const { stdout, stderr } = await server.stop()
  assert.match(stdout, /"route":"\/v1\/tokens"/, 'it does log')
  const parts = [...secrets.map((secret) => secret.split('_').at(-1) ?? ''), link]
  for (const form of parts.flatMap(formsOf))
    assert.ok(!`${stdout}${stderr}`.includes(form), 'a secret was printed')
})
