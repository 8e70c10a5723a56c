import { KeywardError, type MemberId, type Seats } from '@keyward/contract'
import type { Reads } from '../../ports.ts'
import type { Change } from '../change/change.ts'
import type { Rights } from '../rights/rights.ts'
import { LIVE } from './selection.ts'

/** How many seats a member has taken, of how many. */
export async function countSeats(
  { tokens }: Pick<Reads, 'tokens'>,
  { organization }: Rights,
  memberId: MemberId,
  now: number,
): Promise<Seats> {
  const live = { now, visible: [{ reach: 'mine', memberId }], statuses: LIVE } as const
  return {
    used: await tokens.count(organization.id, live),
    limit: organization.settings.seatsPerMember,
  }
}

/**
 * Lets a personal token come to life only while its owner has a seat for it. The owner is who makes the change, so their
 * row is locked already: two tokens never take the same seat.
 * @throws KeywardError `seats_taken`
 */
export async function requireSeat({ writes, rights, now }: Change, memberId: MemberId): Promise<void> {
  const { used, limit } = await countSeats(writes, rights, memberId, now)
  if (used >= limit)
    throw new KeywardError('seats_taken', {
      detail: `You have ${used} of ${limit} live personal tokens. Revoke one that you no longer use.`,
    })
}
