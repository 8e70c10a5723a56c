import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { ApiInput } from '@keyward/contract'
import { type Actor, createKeyward, type Keyward, type KeywardOptions } from '../src/index.ts'
import { realClock } from '../src/real-world.ts'
import { NOTES } from './notes-catalogue.ts'

/** A clock whose wall time the test turns; monotonic time is the machine's own. */
export function turnableClock(start = Date.UTC(2026, 0, 1)) {
  let now = start
  return {
    now: () => now,
    mono: realClock.mono,
    pass(ms: number) {
      now += ms
    },
  }
}

export type House = {
  keyward: Keyward
  clock: ReturnType<typeof turnableClock>
  dir: string
  /** The organisation "acme" of the host, and its people by role. */
  host: Actor
  person(role: string, externalId?: string): Promise<Actor>
  /** Another Keyward on the same files, as another process would have it. */
  another(options?: Partial<KeywardOptions>): Promise<Keyward>
}

/** A Keyward on real files, with an organisation and people provisioned; gone when the test ends. */
export async function openHouse(
  t: Pick<TestContext, 'after'>,
  catalogue: ApiInput[] = [NOTES],
): Promise<House> {
  const dir = await mkdtemp(join(tmpdir(), 'keyward-core-'))
  const clock = turnableClock()
  const open = (options: Partial<KeywardOptions> = {}) =>
    createKeyward({
      database: join(dir, 'keyward.db'),
      keys: join(dir, 'keys.json'),
      catalogue,
      clock,
      ...options,
    })
  const opened: Keyward[] = []
  const another = async (options?: Partial<KeywardOptions>) => {
    const keyward = await open(options)
    opened.push(keyward)
    return keyward
  }
  t.after(async () => {
    for (const keyward of opened.reverse()) await keyward.close()
    await rm(dir, { recursive: true })
  })
  const keyward = await another()
  const organization = await keyward.organizations.put({ externalId: 'acme', name: 'Acme' })
  return {
    keyward,
    clock,
    dir,
    host: { kind: 'host', organizationId: organization.id, name: 'test' },
    another,
    async person(role, externalId = role) {
      await keyward.members.put({ organization: 'acme', externalId, role, name: `The ${externalId}` })
      return keyward.members.actor({ organization: 'acme', externalId })
    },
  }
}
