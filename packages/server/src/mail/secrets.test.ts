import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { OWNER } from '../../test/parts/house.ts'
import { type MailHouse, openMailHouse } from '../../test/parts/mail-server.ts'

/** A secret as it could turn up: plain, base64, hex, and its halves in each. */
function formsOf(secret: string): string[] {
  const half = Math.ceil(secret.length / 2)
  return [secret, secret.slice(0, half), secret.slice(half)].flatMap((part) => {
    const bytes = Buffer.from(part)
    return [
      part,
      bytes.toString('hex'),
      bytes.toString('base64').replace(/=*$/, ''),
      bytes.toString('base64url'),
    ]
  })
}

const filesOf = ({ dir }: MailHouse): string =>
  readdirSync(dir)
    .filter((name) => name.startsWith('keyward.db'))
    .map((name) => readFileSync(join(dir, name), 'latin1'))
    .join('')

const found = (text: string, secrets: readonly string[]) =>
  secrets.flatMap(formsOf).filter((form) => text.includes(form))

test('[A5] no mail and no row holds a token’s secret, in any form', async (t) => {
  const house = await openMailHouse(t)
  const secrets: string[] = [house.verifier.split('_')[2] ?? '']
  for (const name of ['a', 'b']) {
    const { id, plaintext } = await house.generate({ name, owner: 'organization' })
    const again = await house.ask('POST', `/v1/tokens/${id}/regenerate`, { as: house.owner, body: {} })
    secrets.push(plaintext.split('_')[2] ?? '', again.body.plaintext.split('_')[2])
  }
  await house.settled()
  house.server.manner.data = (raw) => ({ code: 451, says: raw.slice(0, 400).replaceAll(/\s+/g, ' ') })
  await house.generate({ name: 'c', owner: 'organization' })
  await house.settled(({ lastError }) => lastError !== null)
  for (const secret of secrets) assert.equal(secret.length, 49)
  const mails = (await house.server.mails()).map((mail) => `${mail.subject} ${mail.text} ${mail.html}`)
  assert.equal(mails.length, 4)
  assert.deepEqual(found(house.server.raw.join(''), secrets), [])
  assert.deepEqual(found(mails.join(''), secrets), [])
  assert.deepEqual(found(filesOf(house), secrets), [])
})

test('[A5] the secret of a link stands in its one mail alone: not in a row while it waits or after, nor in what a filter quotes', async (t) => {
  const house = await openMailHouse(t)
  const seen: string[] = []
  const filter = (raw: string) => {
    seen.push(raw)
    return {
      code: 451,
      says: `4.7.1 spam: ${raw.replaceAll('=\r\n', '').replaceAll(/\s+/g, ' ').slice(0, 6000)}`,
    }
  }
  house.server.manner.data = filter
  await house.ask('POST', '/v1/password-reset', { body: { email: OWNER.email } })
  for (let n = 0; n < 300 && (await house.outbox())[0]?.kind !== 'password.reset'; n++) await sleep(20)
  const [row] = await house.settled(({ lastError }) => lastError !== null)
  assert.equal(row?.lastError, '451 4.7.1 (the rest is not kept: it may quote the link)')
  const waiting = filesOf(house)
  house.server.manner = {}
  house.pass(60_000)
  await house.settled()
  const mails = await house.server.mails()
  const [, secret = ''] = /\/reset-password#secret=([\w-]+)/.exec(mails[0]?.text ?? '') ?? []
  assert.ok(secret.length >= 40, mails[0]?.text)
  assert.equal(mails.length, 1)
  assert.ok(mails[0]?.html?.includes(secret))
  assert.ok(!mails[0]?.subject?.includes(secret))
  assert.deepEqual(found(waiting, [secret]), [])
  assert.deepEqual(found(filesOf(house), [secret]), [])
  const { body } = await house.ask('POST', '/v1/password-reset/complete', {
    body: { secret, password: 'another good long one' },
  })
  assert.equal(body, undefined, 'the link works')
  assert.ok(seen.length > 0)
  const sealed = (
    await house.store.reads.notices.page(house.organizationId as never, { limit: 99, after: null })
  )
    .map((record) => record.sealed)
    .filter((seal) => seal !== null)
  assert.deepEqual(sealed, [], 'what was sealed is erased')
})

test('names that would add headers, markup or turn text around stay text on one line', async (t) => {
  const house = await openMailHouse(t)
  const nasty = 'x\r\nBcc: all@evil.example\r\n\r\n<b>bold</b><img src=x>\u202eleft\u2066"&\'\u0000'
  // Past what the contract lets in, as an older version or a host's own code might have left it.
  const { store, organizationId } = house
  const userId = await userIdOf(house)
  await store.transact(async (writes) => {
    const organization = await writes.organizations.get(organizationId as never)
    if (organization) await writes.organizations.put({ ...organization, name: nasty })
    const member = (await writes.members.ofUser(userId, 'all'))[0]
    if (member) await writes.members.put({ ...member, name: nasty })
  })
  const made = await house.ask('POST', '/v1/tokens', {
    as: house.owner,
    body: { name: '<b>CI</b> "&\' שלום', owner: 'organization' },
  })
  assert.equal(made.status, 201, made.text)
  await house.settled()
  const [mail] = await house.server.mails()
  assert.deepEqual(mail?.bcc ?? [], [])
  assert.deepEqual(
    mail?.to?.map(({ address }) => address),
    [OWNER.email],
  )
  assert.equal(mail?.headers.filter(({ key }) => key === 'bcc').length, 0)
  assert.doesNotMatch(mail?.html ?? '', /<b>|<img/)
  assert.match(mail?.html ?? '', /&lt;b&gt;CI&lt;\/b&gt;/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there.
  assert.doesNotMatch(`${mail?.subject}${mail?.text}${mail?.html}`, /[\u202e\u2066\u0000]/)
  assert.match(mail?.text ?? '', /\u2068<b>CI<\/b> "&' שלום\u2069/, 'a name from right to left is set apart')
  assert.doesNotMatch(mail?.subject ?? '', /[\u2068\u2069\r\n]/)
})

const userIdOf = async ({ ask, owner }: MailHouse): Promise<string> =>
  (await ask('GET', '/v1/session', { as: owner })).body.user.id
