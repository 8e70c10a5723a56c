import type {
  ApiInput,
  Membership,
  OpenedInvitation,
  OrganizationId,
  PermissionText,
  PutMemberInput,
  PutOrganizationInput,
  RequestVerdict,
  Verdict,
} from '@keyward/contract'
import type { Keyring } from './keys/keyring.ts'
import type { CoreOperations, Invoke } from './operations.ts'
import type { MemberRecord, OrganizationRecord } from './people/record.ts'
import type {
  Actor,
  Clock,
  Outlet,
  Poster,
  Random,
  RequestContext,
  RequestFacts,
  Store,
  Timers,
  VerifyFacts,
} from './ports.ts'
import type { Secret } from './token/secret.ts'
import type { AccountEvent } from './usecases/account/own-account.ts'
import type { SignedOut } from './usecases/account/signed-out.ts'
import type { SetUpRequest, setUp } from './usecases/installation/set-up.ts'
import type { SetupState } from './usecases/installation/setup-code.ts'
import type { Account } from './usecases/invitations/accept-invitation.ts'
import type { DirectNotice } from './usecases/outbox/owe-notices.ts'

/** What `createKeyward` is given: a database and keys, and whatever of the world is not the machine's own. */
export type KeywardOptions = {
  /** A file's path, or a store that is already open (then whoever opened it closes it). */
  database: string | Store
  /** A keys file's path, or a keyring. */
  keys: string | Keyring
  /** The APIs that tokens protect; omitted: those that the database holds. */
  catalogue?: readonly ApiInput[]
  /** What stands in front of new tokens: `kw` unless said. */
  prefix?: string
  /** Prefixes of old that are still verified. */
  retiredPrefixes?: readonly string[]
  /** Carries mails. Without one they wait in the outbox, where another process may send them. */
  outlet?: Outlet | undefined
  /** Posts to webhooks. Without one messages wait, and another process on the database may post them. */
  poster?: Poster | undefined
  clock?: Clock
  random?: Random
  timers?: Timers
  /** Told of faults in the background, such as a flush that must be tried again. */
  onFault?: (fault: unknown) => void
}

/** Keyward, embedded: every operation as a method, verification, and what a host or server needs around them. */
export type Keyward = CoreOperations & {
  /** Judges a token in this very tick, or answers undefined when it needs I/O. */
  verifyNow(text: string, facts?: VerifyFacts): Verdict | undefined
  /** Judges a token. Never throws for a refusal. */
  verify(text: string, facts?: VerifyFacts): Promise<Verdict>
  /** Judges a token for a request, by the permission of its route, in this very tick; undefined when it needs I/O. */
  verifyRequestNow(text: string, request: RequestFacts): RequestVerdict | undefined
  /** The same with I/O. A request at no route is `route_unmapped`, once the token itself is found good. */
  verifyRequest(text: string, request: RequestFacts): Promise<RequestVerdict>
  invoke: Invoke
  /** Refuses a presented token that is good for nothing. One that is good is not counted: its call is yet to come. @throws KeywardError the refusal's code */
  requireGood(text: string, context?: RequestContext): Promise<void>
  /** Admits a presented token as an actor, if it holds what is needed. @throws KeywardError the refusal's code */
  actorOf(text: string, context?: RequestContext, need?: PermissionText): Promise<Actor>
  /** Tokens that somebody presents to somebody else. */
  presented: {
    /** Tells a service what a token is, spending nothing. @throws KeywardError `permission_missing` */
    inspect(actor: Actor, text: string): Promise<Verdict>
    /** Revokes a token for a service, and tells nothing of it. @throws KeywardError `permission_missing` */
    revoke(actor: Actor, text: string): Promise<void>
    /** Revokes what was found by somebody as compromised, and tells nothing of it. */
    leaked(
      texts: readonly string[],
      found: { foundAt?: string | undefined; context?: RequestContext | undefined },
    ): Promise<void>
  }
  /** The prefixes of tokens: the current one first, then retired ones that still verify. */
  readonly prefixes: readonly string[]
  /** The host's own organisations and people, under the host's own ids. */
  organizations: { put(input: PutOrganizationInput): Promise<OrganizationRecord> }
  members: {
    put(input: PutMemberInput): Promise<MemberRecord>
    /** Removes a person of the host and revokes their personal tokens, for good. @throws KeywardError `organization_not_found`, `member_not_found`, `last_owner` */
    remove(input: { organization: string; externalId: string }): Promise<SignedOut>
    /** A person of the host as an actor. @throws KeywardError `organization_not_found`, `member_not_found` */
    actor(input: { organization: string; externalId: string }): Promise<Actor>
    /**
     * Says that a person of the host has signed out there: their personal tokens that go with it are refused everywhere
     * when this returns. @throws KeywardError `organization_not_found`, `member_not_found`
     */
    signedOut(input: { organization: string; externalId: string }): Promise<SignedOut>
  }
  installation: {
    state(): Promise<SetupState>
    issueSetupCode(chosen?: string): Promise<string | undefined>
    checkSetupCode(code: string): Promise<void>
    setUp(request: SetUpRequest): ReturnType<typeof setUp>
    /** Since when a restored database waits to be released: epoch milliseconds, or null. */
    quarantinedSince(): Promise<number | null>
    /** Lets a restored database verify again; answers whether it was held. */
    release(): Promise<boolean>
  }
  /** Invitations, as whoever signs people in needs them. */
  invitations: {
    /** @throws KeywardError `invitation_invalid`, `invitation_expired`, `invitation_used` */
    open(secret: string): Promise<Omit<OpenedInvitation, 'account'>>
    /** Makes somebody a member by a link, once. @throws KeywardError the same, and `member_exists` */
    accept(secret: string, account: Account, context?: RequestContext): Promise<MemberRecord>
  }
  notices: {
    /** Owes a mail to one person by name, in the name of an organisation: the home organisation unless said. */
    owe(notice: DirectNotice, organizationId?: OrganizationId): Promise<void>
  }
  /** A signed-in person's active memberships. */
  memberships(userId: string): Promise<Membership[]>
  /** Since when a signed-in person has had an active membership without a gap; undefined: they have none. */
  memberSince(userId: string): Promise<number | undefined>
  /** Gives a signed-in person a new name, in each of their organisations. */
  renamePerson(userId: string, name: string, context?: RequestContext): Promise<void>
  /** Tells each organisation of a signed-in person, in its audit, what happened to their account. */
  tellOfAccount(userId: string, event: AccountEvent, context?: RequestContext): Promise<void>
  /** Says that a person has signed out of this server: what goes with it is refused everywhere when this returns. */
  userSignedOut(userId: string, context?: RequestContext): Promise<void>
  /** Seals what must be read back, under the current `seal` key. `place` binds it to where it is kept. */
  seal(text: string, place: string): string
  /** What was sealed for that place; undefined when it was altered, moved, or its key is gone. */
  unseal(sealed: string, place: string): Secret | undefined
  /** The secret under which the server signs its cookies. */
  sessionSecret(): string
  /** Whether verification can answer now. */
  ready(): Promise<boolean>
  /** Writes all gathered usage. */
  flush(): Promise<void>
  /** Flushes, gives the lease back, and closes what it opened. */
  close(): Promise<void>
}
