import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** What the registries of special addresses (RFC 6890 and after) keep from the public IPv4 internet. */
const NOT_PUBLIC_4: readonly [network: string, bits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]
/** Within 2000::/3: protocol assignments with Teredo, documentation, and 6to4, which holds IPv4 addresses. */
const NOT_PUBLIC_6: readonly [network: string, bits: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]
const notPublic = new BlockList()
for (const [network, bits] of NOT_PUBLIC_4) notPublic.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of NOT_PUBLIC_6) notPublic.addSubnet(network, bits, 'ipv6')
const unicast = new BlockList()
unicast.addSubnet('2000::', 3, 'ipv6')

/** Which addresses webhooks reach: the public internet, and what the operator allows. */
export type Reach = {
  /** Whether the operator allows this address by name, in whatever network it is. */
  allows(address: string): boolean
  admits(address: string): boolean
}

/** `allow` lists addresses and networks; each is one that `net.isIP` and a number of bits can read. */
export function createReach(allow: readonly string[]): Reach {
  const allowed = new BlockList()
  for (const entry of allow) {
    const [network = '', bits] = entry.split('/')
    const family = isIPv4(network) ? 'ipv4' : 'ipv6'
    if (bits === undefined) allowed.addAddress(network, family)
    else allowed.addSubnet(network, Number(bits), family)
  }
  const allows = (address: string) => holds(allowed, address)
  return { allows, admits: (address) => allows(address) || isPublic(address) }
}

/** Everything outside 2000::/3 is not: loopback, link-local, unique-local, multicast, IPv4-mapped, NAT64. */
function isPublic(address: string): boolean {
  if (isIPv4(address)) return !holds(notPublic, address)
  return isIPv6(address) && holds(unicast, address) && !holds(notPublic, address)
}

const holds = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
