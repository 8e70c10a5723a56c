import { KeywardError, type MemberId } from '@keyward/contract'
import type { Change } from './change.ts'
import { LIVE } from './selection.ts'

/**
 * Lets a personal token come to life only while its owner has a seat for it. The owner is who makes the change, so their
 * row is locked already: two tokens never take the same seat.
 * @throws KeywardError `seats_taken`
 */
export async function requireSeat({ writes, rights, now }: Change, memberId: MemberId): Promise<void> {
  const { id, settings } = rights.organization
  const limit = settings.seatsPerMember
  const live = { now, visible: [{ reach: 'mine', memberId }], statuses: LIVE } as const
  const used = await writes.tokens.count(id, live)
  if (used >= limit)
    throw new KeywardError('seats_taken', {
      detail: `You have ${used} of ${limit} live personal tokens. Revoke one that you no longer use.`,
    })
}
