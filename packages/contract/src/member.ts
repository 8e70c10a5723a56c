import { z } from 'zod'
import { ExternalId, Instant, InvitationId, MemberId, OrganizationId, RoleId } from './ids.ts'
import { ActorName } from './token.ts'

export const MemberStatus = z.enum(['active', 'deactivated'])
export type MemberStatus = z.infer<typeof MemberStatus>

const NamedRole = z.strictObject({ id: RoleId, name: z.string() })

/** One person's membership, as others in the organisation see it. */
export const Member = z.strictObject({
  id: MemberId,
  externalId: ExternalId.nullable(),
  name: z.string(),
  email: z.string().nullable(),
  role: NamedRole,
  status: MemberStatus,
  signsIn: z.boolean().describe('whether they sign in here; the others are known to the host product alone'),
  createdAt: Instant,
})
export type Member = z.infer<typeof Member>

/** A member as the list shows them. */
export const ListedMember = z.strictObject({
  ...Member.shape,
  liveTokens: z.int().describe('how many live personal tokens they have'),
})
export type ListedMember = z.infer<typeof ListedMember>

/** What would stop, or go on, if a member were gone. */
export const Footprint = z.strictObject({
  owned: z
    .strictObject({
      count: z.int(),
      names: z.array(z.string()).describe('the first ten, by name, where the asking actor may see them'),
      callers: z.int().describe('distinct addresses that used them in the last 24 hours'),
      callsLastDay: z.int(),
    })
    .describe('live personal tokens: they stop with the membership'),
  made: z
    .strictObject({ count: z.int(), names: z.array(z.string()) })
    .describe('live organisation tokens that they generated: these go on working'),
})
export type Footprint = z.infer<typeof Footprint>

export const MemberDetail = z.strictObject({ ...Member.shape, footprint: Footprint })
export type MemberDetail = z.infer<typeof MemberDetail>

/** Somebody who was asked to join and has not yet. */
export const Invitation = z.strictObject({
  id: InvitationId,
  email: z.string(),
  role: NamedRole,
  invitedBy: ActorName,
  createdAt: Instant,
  expiresAt: Instant,
  expired: z.boolean(),
})
export type Invitation = z.infer<typeof Invitation>

/** A new invitation with its link, which is in this answer and in the mail, and nowhere else. */
export const IssuedInvitation = z.strictObject({
  invitation: Invitation,
  link: z.string().describe('what the invited person opens; whoever has it can join'),
})
export type IssuedInvitation = z.infer<typeof IssuedInvitation>

/** What the holder of an invitation's link learns before they decide. */
export const OpenedInvitation = z.strictObject({
  organization: z.strictObject({ name: z.string() }),
  email: z.string(),
  role: z.strictObject({ name: z.string(), description: z.string() }),
  invitedBy: z.string(),
  expiresAt: Instant,
  account: z.boolean().describe('whether somebody with this e-mail signs in here already'),
})
export type OpenedInvitation = z.infer<typeof OpenedInvitation>

/** An organisation as the operators of the installation see it. */
export const Organization = z.strictObject({
  id: OrganizationId,
  externalId: ExternalId.nullable(),
  name: z.string(),
  home: z.boolean(),
  members: z.int().describe('active ones'),
  createdAt: Instant,
})
export type Organization = z.infer<typeof Organization>
