import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { OWNER } from '../../test/parts/house.ts'
import { type MailHouse, openMailHouse } from '../../test/parts/mail-server.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const BO = { name: 'Bo Lind', email: 'bo@acme.example', password: 'four words make one', role: 'developer' }
const INTO = { personalTokens: 'off', expiring: 'admins' }

/** Lets time pass, and everything that is due then be sent: these warnings, each to whom it goes, and no other. */
async function later(house: MailHouse, ms: number, warnings: readonly string[]): Promise<void> {
  house.pass(ms)
  house.server.raw.length = 0
  const came = async () =>
    (await house.server.mails())
      .filter(({ subject }) => subject?.includes('expire'))
      .map(({ subject, to }) => `${to?.[0]?.address}: ${subject}`)
      .sort()
  // Warnings are looked for every 600 ms here, and later on a busy machine.
  await sleep(1500)
  for (let n = 0; n < 300 && (await came()).length < warnings.length; n++) await sleep(50)
  await house.settled()
  assert.deepEqual(await came(), warnings)
}

test('[B8] a token’s people are warned seven days and one day before it expires, each once, if twice that was left at its birth', async (t) => {
  const house = await openMailHouse(t)
  await house.person(BO)
  const bo = await house.signIn(BO.email, BO.password)
  await house.ask('PATCH', '/v1/settings', { as: house.owner, body: { notices: INTO } })
  const generate = (name: string, days: number, owner: 'user' | 'organization', as = house.owner) =>
    house.ask('POST', '/v1/tokens', { as, body: { name, duration: { days }, owner } })
  await generate('month', 30, 'organization')
  await generate('mine', 30, 'user', bo)
  await generate('week', 7, 'organization')
  await generate('day', 1, 'organization')
  const { body } = await generate('cut short', 30, 'organization')
  const doomed = await generate('doomed', 30, 'organization')
  await house.ask('PATCH', `/v1/tokens/${body.token.id}`, {
    as: house.owner,
    body: { duration: { days: 3 } },
  })
  await house.ask('POST', `/v1/tokens/${doomed.body.token.id}/revoke`, { as: house.owner, body: {} })
  const ada = (name: string) => `${OWNER.email}: Organisation token expires soon: ${name} (Acme)`
  await later(house, DAY_MS, [])
  await later(house, DAY_MS, [ada('cut short')])
  await later(house, 4 * DAY_MS, [ada('week')])
  const both = [ada('month'), `${BO.email}: Personal token expires soon: mine (Acme)`]
  await later(house, 17 * DAY_MS - HOUR_MS, [])
  await later(house, HOUR_MS, both)
  await later(house, 6 * DAY_MS, both)
  const [mail] = await house.server.mails()
  assert.match(mail?.text ?? '', /expires in (1 day|2[34] hours)/)
  await later(house, 2 * DAY_MS, [])
})

test('[B8] a server that was away warns once of what is near, and not of what is over', async (t) => {
  const house = await openMailHouse(t)
  await house.ask('PATCH', '/v1/settings', { as: house.owner, body: { notices: INTO } })
  await house.generate({ name: 'near', owner: 'organization', duration: { days: 30 } })
  await house.generate({ name: 'over', owner: 'organization', duration: { days: 20 } })
  await later(house, 29.5 * DAY_MS, [`${OWNER.email}: Organisation token expires soon: near (Acme)`])
  const mail = (await house.server.mails()).find(({ subject }) => subject?.includes('expires'))
  assert.match(mail?.text ?? '', /“near” expires in 12 hours/)
})
