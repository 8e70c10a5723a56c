import assert from 'node:assert/strict'
import { test } from 'node:test'
import { neighbourhood } from './neighbourhood.ts'
import { createThrottle } from './throttle.ts'

for (const [address, counted] of [
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2:a:b:c:d', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['1::2:3:4:5:6:7', '1:0:2:3::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['unknown', 'unknown'],
] as const)
  test(`${address} is counted as ${counted}`, () => {
    assert.equal(neighbourhood(address), counted)
  })

test('whoever has a whole IPv6 network to guess from guesses no more than from one address', async () => {
  const throttle = createThrottle()
  const guess = (n: number, network: string) =>
    throttle.signIn({ email: `person${n}@acme.example`, address: `${network}::${n.toString(16)}` })
  for (let n = 1; n <= 50; n++) await guess(n, '2001:db8:1:2')
  await assert.rejects(guess(51, '2001:db8:1:2'), { code: 'too_many_attempts' })
  await guess(52, '2001:db8:1:3')
  for (let n = 1; n <= 30; n++) await throttle.link(`2001:db8:1:2::${n}`)
  await assert.rejects(throttle.link('2001:db8:1:2:ffff::'), { code: 'too_many_attempts' })
})
