import { BlockList, isIP, SocketAddress } from 'node:net'

type Family = 'ipv4' | 'ipv6'
type Address = { family: Family; text: string }

/** A network as it is kept and shown: canonical text, a single address without a prefix length. */
export type Network = { text: string }

/** From where a token may be used. */
export type AddressList = { admits(address: string | null | undefined): boolean }

const BITS = { ipv4: 32, ipv6: 128 } as const
const MAPPED = '::ffff:'
const MAPPED_BITS = 96
const PREFIX_LENGTH = /^(?:0|[1-9]\d{0,2})$/

/** Reads an address or a network in CIDR notation, strictly: no leading zeros, no hex, no bits set beyond the prefix. */
export function parseNetwork(text: string): Network | { fault: string } {
  const [before = '', length, ...more] = text.split('/')
  const written = before.includes('%') ? undefined : readAddress(before)
  if (!written || more.length > 0) return { fault: notAnAddress(before) }
  const most = BITS[written.family]
  if (length !== undefined && (!PREFIX_LENGTH.test(length) || Number(length) > most))
    return { fault: `the prefix length goes from /0 to /${most}` }
  return withinFamily(written, length === undefined ? most : Number(length))
}

/** Compiles networks that `parseNetwork` has read. An address that is unknown or none at all is never admitted. */
export function compileAddresses(networks: readonly string[]): AddressList {
  // One list for each family: a BlockList of both takes ::/0 to hold every IPv4 address.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const network of networks) {
    const [text = '', length] = network.split('/')
    const family: Family = isIP(text) === 4 ? 'ipv4' : 'ipv6'
    lists[family].addSubnet(text, Number(length ?? BITS[family]), family)
  }
  return {
    admits(text) {
      const address = typeof text === 'string' ? unmapped(readAddress(text)) : undefined
      return address !== undefined && lists[address.family].check(address.text, address.family)
    },
  }
}

/** An address in canonical form, a zone left away; undefined for what is none. */
function readAddress(text: string): Address | undefined {
  const version = isIP(text)
  if (version === 0) return undefined
  const family = version === 4 ? 'ipv4' : 'ipv6'
  return { family, text: new SocketAddress({ address: text, family }).address }
}

/** An IPv4 address that a socket of both families tells as IPv6 is the IPv4 address. */
function unmapped(address: Address | undefined): Address | undefined {
  if (!address?.text.startsWith(MAPPED) || !address.text.includes('.')) return address
  return { family: 'ipv4', text: address.text.slice(MAPPED.length) }
}

function withinFamily(written: Address, length: number): Network | { fault: string } {
  const base = baseOf(written, length)
  if (base !== written.text)
    return {
      fault: `bits are set beyond /${length}: write ${base}/${length} for the network, or ${written.text} for the one address`,
    }
  const address = unmapped(written) ?? written
  const bits = address.family === written.family ? length : length - MAPPED_BITS
  return { text: bits === BITS[address.family] ? address.text : `${address.text}/${bits}` }
}

/** The first address of the network. */
function baseOf({ family, text }: Address, length: number): string {
  const host = BigInt(BITS[family] - length)
  return textOf((bitsOf(text, family) >> host) << host, family)
}

function bitsOf(text: string, family: Family): bigint {
  if (family === 'ipv4') return join(text.split('.').map(Number), 8)
  const groups = text.replace(/[\d.]+\.[\d.]+$/, (dotted) => groupsOf(bitsOf(dotted, 'ipv4'), 2).join(':'))
  const [head = [], tail = []] = groups.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array(8 - head.length - tail.length).fill('0')
  return join(
    [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16)),
    16,
  )
}

function textOf(bits: bigint, family: Family): string {
  const text =
    family === 'ipv4'
      ? [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.')
      : groupsOf(bits, 8).join(':')
  return new SocketAddress({ address: text, family }).address
}

const join = (parts: readonly number[], bits: number): bigint =>
  parts.reduce((whole, part) => (whole << BigInt(bits)) | BigInt(part), 0n)

const groupsOf = (bits: bigint, count: number): string[] =>
  Array.from({ length: count }, (_, at) => ((bits >> BigInt(16 * (count - 1 - at))) & 0xffffn).toString(16))

function notAnAddress(text: string): string {
  if (text.includes('%')) return 'an address of a list has no zone'
  if (/^\d+(?:\.\d+){3}$/.test(text) && /(?:^|\.)0\d/.test(text))
    return 'an IPv4 address is written without leading zeros'
  return 'expected an IPv4 or IPv6 address, or a network such as 203.0.113.0/24'
}
