import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileAddresses, parseNetwork } from './addresses.ts'

const READ: [written: string, kept: string][] = [
  ['10.0.0.1', '10.0.0.1'],
  ['10.0.0.1/32', '10.0.0.1'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['2001:db8::/32', '2001:db8::/32'],
  ['2001:db8::1/128', '2001:db8::1'],
  ['::/0', '::/0'],
  ['::', '::'],
  ['::ffff:1.2.3.4', '1.2.3.4'],
  ['::FFFF:102:304', '1.2.3.4'],
  ['::ffff:1.2.3.0/120', '1.2.3.0/24'],
  ['::ffff:0:0/96', '0.0.0.0/0'],
  ['::1.2.3.4', '::1.2.3.4'],
]

for (const [written, kept] of READ)
  test(`"${written}" is kept as "${kept}"`, () => {
    assert.deepEqual(parseNetwork(written), { text: kept })
    assert.deepEqual(parseNetwork(kept), { text: kept })
  })

const REFUSED: [written: string, says: RegExp][] = [
  ['', /expected an IPv4 or IPv6 address/],
  ['010.0.0.1', /leading zeros/],
  ['10.0.0.01/8', /leading zeros/],
  ['0x7f.0.0.1', /expected/],
  ['0x7f000001', /expected/],
  ['2130706433', /expected/],
  ['1.2.3', /expected/],
  ['1.2.3.4.5', /expected/],
  ['256.1.1.1', /expected/],
  ['1.2.3.4 /8', /expected/],
  ['localhost', /expected/],
  ['[::1]', /expected/],
  ['1::2::3', /expected/],
  ['fe80::1%eth0', /no zone/],
  ['1.2.3.4:80', /expected/],
  ['１.2.3.4', /expected/],
  ['10.0.0.0/33', /\/0 to \/32/],
  ['10.0.0.0/', /\/0 to \/32/],
  ['10.0.0.0/-1', /\/0 to \/32/],
  ['10.0.0.0/08', /\/0 to \/32/],
  ['10.0.0.0/8.0', /\/0 to \/32/],
  ['10.0.0.0/1e1', /\/0 to \/32/],
  ['10.0.0.0/255.0.0.0', /\/0 to \/32/],
  ['2001:db8::/129', /\/0 to \/128/],
  ['10.0.0.0/8/8', /expected/],
  ['10.0.0.1/8', /write 10\.0\.0\.0\/8 for the network, or 10\.0\.0\.1 for the one address/],
  ['2001:db8::1/32', /write 2001:db8::\/32 for the network/],
  ['::ffff:1.2.3.4/64', /bits are set beyond \/64/],
]

for (const [written, says] of REFUSED)
  test(`"${written}" is refused with a sentence`, () => {
    const read = parseNetwork(written)
    assert.match('fault' in read ? read.fault : JSON.stringify(read), says)
  })

test('an address is let through by its own family only, however it is written', () => {
  const list = compileAddresses(['203.0.113.0/24', '2001:db8::/32', '198.51.100.7'])
  for (const inside of [
    '203.0.113.9',
    '::ffff:203.0.113.9',
    '::FFFF:cb00:7109',
    '2001:DB8:0:0::1',
    '198.51.100.7',
  ])
    assert.equal(list.admits(inside), true, inside)
  for (const outside of ['203.0.114.1', '::203.0.113.9', '2001:db9::1', '198.51.100.8', '::1'])
    assert.equal(list.admits(outside), false, outside)
  assert.equal(compileAddresses(['::/0']).admits('203.0.113.9'), false)
  assert.equal(compileAddresses(['::/0']).admits('::ffff:203.0.113.9'), false)
  assert.equal(compileAddresses(['0.0.0.0/0']).admits('2001:db8::1'), false)
  assert.equal(compileAddresses(['fe80::/10']).admits('fe80::1%eth0'), true)
})

test('an address that is unknown, empty or none at all is never let through', () => {
  const list = compileAddresses(['0.0.0.0/0', '::/0'])
  for (const address of [undefined, null, '', ' ', 'unknown', '1.2.3', '010.0.0.1', '1.2.3.4:80', '_hidden'])
    assert.equal(list.admits(address), false, String(address))
})

/** The plainest reading of CIDR: the first bits are the same. */
const within = (address: bigint, network: bigint, length: number, bits: number) =>
  address >> BigInt(bits - length) === network >> BigInt(bits - length)

const dotted = (bits: bigint) => [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join('.')
const groups = (bits: bigint) =>
  Array.from({ length: 8 }, (_, at) => ((bits >> BigInt(112 - 16 * at)) & 0xffffn).toString(16)).join(':')

const FAMILIES = { 32: dotted, 128: groups } as const
const mapped = (bits: bigint) => (0xffffn << 32n) | bits

for (const size of [32, 128] as const)
  test(`lists of ${size}-bit networks let through what shares their first bits, and nothing else`, () => {
    const write = FAMILIES[size]
    const bits = fc.bigInt({ min: 0n, max: (1n << BigInt(size)) - 1n })
    const network = fc.tuple(bits, fc.integer({ min: 0, max: size }))
    const near = fc.tuple(fc.nat(4), fc.nat(size - 1), bits)
    fc.assert(
      fc.property(
        fc.array(network, { minLength: 1, maxLength: 5 }),
        near,
        (networks, [pick, flip, other]) => {
          const kept = networks.map(([base, length]) => ({
            base: (base >> BigInt(size - length)) << BigInt(size - length),
            length,
          }))
          const texts = kept.map(({ base, length }) => {
            const read = parseNetwork(`${write(base)}/${length}`)
            assert.ok('text' in read, `${write(base)}/${length}`)
            return read.text
          })
          const list = compileAddresses(texts)
          const chosen = networks[pick % networks.length]?.[0] ?? 0n
          for (const address of [chosen, chosen ^ (1n << BigInt(flip)), other]) {
            if (size === 128 && address >> 32n === 0xffffn) continue
            const expected = kept.some(({ base, length }) => within(address, base, length, size))
            assert.equal(list.admits(write(address)), expected, `${write(address)} in ${texts}`)
            if (size === 32) assert.equal(list.admits(groups(mapped(address))), expected)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
