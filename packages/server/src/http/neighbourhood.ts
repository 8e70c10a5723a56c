import { isIPv6, SocketAddress } from 'node:net'

const MAPPED = '::ffff:'

/**
 * Whom an address is counted with: itself, or its whole /64 for IPv6, which one customer is given in one piece. An IPv4
 * address that a socket of both families tells as IPv6 is the IPv4 address.
 */
export function neighbourhood(address: string): string {
  if (!isIPv6(address)) return address
  const text = new SocketAddress({ address, family: 'ipv6' }).address
  if (text.startsWith(MAPPED) && text.includes('.')) return text.slice(MAPPED.length)
  const [head = [], tail = []] = text.split('::').map((half) => half.split(':').filter(Boolean))
  const zeros = Array(8 - head.length - tail.length).fill('0')
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`
}
