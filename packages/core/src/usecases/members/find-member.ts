import { KeywardError, type MemberId } from '@keyward/contract'
import type { MemberRecord } from '../../people/record.ts'
import type { Change } from '../change/change.ts'

/** Locks a member of this organisation; to everybody else there is no such member. */
export async function lockMember({ writes, rights }: Change, id: MemberId): Promise<MemberRecord> {
  return foundMember(await writes.members.lock(rights.organization.id, id), id)
}

/** @throws KeywardError `member_not_found`: the same for an unknown id and another organisation's */
export function foundMember(member: MemberRecord | undefined, id: string): MemberRecord {
  if (member) return member
  throw new KeywardError('member_not_found', { detail: `There is no member with the id ${id} here.` })
}
