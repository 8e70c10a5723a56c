import type { Clock, Random } from '../ports.ts'

/** A new id: prefix, then a UUIDv7 without dashes, from the injected clock and randomness (RFC 9562 §5.7). */
export function newId(prefix: string, { clock, random }: { clock: Clock; random: Random }): string {
  const bytes = Buffer.from(random.bytes(16))
  bytes.writeUIntBE(clock.now(), 0, 6)
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  return `${prefix}_${bytes.toString('hex')}`
}
