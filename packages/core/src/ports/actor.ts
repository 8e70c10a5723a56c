import type { MemberId, OrganizationId, Permission, TokenId } from '@keyward/contract'

/** Who asks. `host` is the process that embeds Keyward: it may do everything in the organisation it names. */
export type Actor =
  | {
      kind: 'member'
      organizationId: OrganizationId
      memberId: MemberId
      /** Whether a second factor was given at sign-in; omitted where the sign-in is not Keyward's own. */
      secondFactor?: boolean | undefined
      context?: RequestContext | undefined
    }
  | {
      kind: 'token'
      organizationId: OrganizationId
      tokenId: TokenId
      /** Which of the token's values was presented: once that one has stopped, nothing is written by it any more. */
      version: number
      /** What the verdict that admitted this request allowed: enough to read by, never to write by. */
      admitted?: ReadonlySet<Permission> | undefined
      /** Told of each permission of Keyward's own that the request turns out to take. */
      exercise?: ((permission: Permission) => void) | undefined
      context?: RequestContext | undefined
    }
  | { kind: 'host'; organizationId: OrganizationId; name: string; context?: RequestContext | undefined }

/** Where a request came from, for the audit. */
export type RequestContext = { requestId: string | null; address: string | null }
