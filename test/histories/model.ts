/*
 * What tokens may do and become, written a second time from what the documentation promises, and held to nothing in
 * core. Rights are sets of names: the product's permissions, and for each bundle of Keyward's own that always comes
 * together one permission that stands for it.
 */
export const READS = ['notes/notes:find', 'notes/tags:find'] as const
export const WRITES = ['notes/notes:create', 'notes/notes:delete', 'notes/tags:create'] as const
export const PRODUCT: readonly string[] = [...READS, ...WRITES]
const OWN_READ = 'keyward/personal-tokens:read'
const OWN = 'keyward/personal-tokens:create'
const ORGANIZATION_READ = 'keyward/api-tokens:read'
const ORGANIZATION = 'keyward/api-tokens:create'
const REST = 'keyward/members:update'
export const EVERYTHING: readonly string[] = [
  ...PRODUCT,
  OWN_READ,
  OWN,
  ORGANIZATION_READ,
  ORGANIZATION,
  REST,
]

export const SEATS = 3
export type RoleName = 'viewer' | 'developer' | 'admin' | 'owner' | 'custom'
export type ModelAccess =
  | { kind: 'read_only' }
  | { kind: 'full_access' }
  | { kind: 'custom'; scopes: readonly string[] }
  | { kind: 'role'; role: RoleName }

export type ModelMember = { role: RoleName; state: 'active' | 'inactive' | 'removed' }
export type ModelToken = {
  owner: ModelMember | 'organization'
  askedBy: ModelMember
  access: ModelAccess
  ceiling: ReadonlySet<string>
  expiresAt: number
  state: 'pending' | 'active' | 'revoked' | 'denied' | 'compromised' | 'erased'
  batch: string | null
}
export type ModelOrganization = {
  /** What the organisation's one role of its own allows of the product. */
  custom: readonly string[]
  approval: 'none' | 'organization' | 'all'
  tokens: ModelToken[]
}

const within = (some: Iterable<string>, all: ReadonlySet<string>) => [...some].every((each) => all.has(each))

function roleRights(role: RoleName, { custom }: ModelOrganization): ReadonlySet<string> {
  if (role === 'viewer') return new Set([...READS, OWN_READ])
  if (role === 'developer') return new Set([...PRODUCT, OWN_READ, OWN, ORGANIZATION_READ])
  if (role === 'custom') return new Set([...custom, OWN_READ, OWN, ORGANIZATION_READ, ORGANIZATION])
  return new Set(EVERYTHING)
}

function accessRights(access: ModelAccess, of: ModelOrganization): ReadonlySet<string> {
  if (access.kind === 'read_only') return new Set(READS)
  if (access.kind === 'full_access') return new Set(PRODUCT)
  return access.kind === 'custom' ? new Set(access.scopes) : roleRights(access.role, of)
}

export const rightsOf = (member: ModelMember, of: ModelOrganization): ReadonlySet<string> =>
  member.state === 'active' ? roleRights(member.role, of) : new Set()

/** Scopes, under the ceiling, within the owner as they are now. */
export function effective({ owner, access, ceiling }: ModelToken, of: ModelOrganization): Set<string> {
  const owners = owner === 'organization' ? new Set(EVERYTHING) : rightsOf(owner, of)
  return new Set([...accessRights(access, of)].filter((each) => ceiling.has(each) && owners.has(each)))
}

export const isUnended = ({ state, expiresAt }: ModelToken, now: number): boolean =>
  (state === 'active' || state === 'pending') && now < expiresAt

export const isGood = (token: ModelToken, now: number): boolean =>
  token.state === 'active' &&
  now < token.expiresAt &&
  (token.owner === 'organization' || token.owner.state === 'active')

/** Which right it takes to do something to a token: others' personal tokens are only ended, and only by who may all. */
function rightFor({ owner }: ModelToken, actor: ModelMember, ends: boolean): string | undefined {
  if (owner === 'organization') return ORGANIZATION
  if (owner === actor) return OWN
  return ends ? REST : undefined
}

function may(actor: ModelMember, token: ModelToken, of: ModelOrganization, ends: boolean): boolean {
  const right = rightFor(token, actor, ends)
  return right !== undefined && of.tokens.includes(token) && rightsOf(actor, of).has(right)
}

/** Nobody is told of tokens that they may not see. */
export function maySee(actor: ModelMember, { owner }: ModelToken, of: ModelOrganization): boolean {
  const right = owner === 'organization' ? ORGANIZATION_READ : owner === actor ? OWN_READ : REST
  return rightsOf(actor, of).has(right)
}

export const seatsTaken = (member: ModelMember, of: ModelOrganization, now: number): number =>
  of.tokens.filter((each) => each.owner === member && isUnended(each, now)).length

export const waits = (owner: ModelToken['owner'], { approval }: ModelOrganization): boolean =>
  approval === 'all' || (approval === 'organization' && owner === 'organization')

export function mayGenerate(
  actor: ModelMember,
  owner: ModelToken['owner'],
  access: ModelAccess,
  of: ModelOrganization,
  now: number,
): boolean {
  const rights = rightsOf(actor, of)
  if (!rights.has(owner === 'organization' ? ORGANIZATION : OWN)) return false
  if (access.kind === 'role' && access.role === 'owner') return false
  const readsAsTheyMay = access.kind === 'read_only' && owner !== 'organization'
  if (!readsAsTheyMay && !within(accessRights(access, of), rights)) return false
  return owner === 'organization' || seatsTaken(actor, of, now) < SEATS
}

export const mayRegenerate = (actor: ModelMember, token: ModelToken, of: ModelOrganization, now: number) =>
  may(actor, token, of, false) &&
  token.state === 'active' &&
  isUnended(token, now) &&
  within(effective(token, of), rightsOf(actor, of))

export function mayRevoke(
  actor: ModelMember,
  token: ModelToken,
  of: ModelOrganization,
  now: number,
  compromised: boolean,
): boolean {
  if (!may(actor, token, of, true)) return false
  return compromised ? token.state !== 'compromised' : isUnended(token, now)
}

export const mayReinstate = (actor: ModelMember, token: ModelToken, of: ModelOrganization, now: number) =>
  may(actor, token, of, false) &&
  token.state === 'revoked' &&
  now < token.expiresAt &&
  within(effective(token, of), rightsOf(actor, of)) &&
  (token.owner === 'organization' || seatsTaken(token.owner, of, now) < SEATS)

export const mayDelete = (
  actor: ModelMember,
  token: ModelToken,
  of: ModelOrganization,
  now: number,
  revoking: boolean,
): boolean => may(actor, token, of, true) && (revoking || !isUnended(token, now))

export const mayDecide = (actor: ModelMember, token: ModelToken, of: ModelOrganization, now: number) =>
  of.tokens.includes(token) &&
  rightsOf(actor, of).has(REST) &&
  token.state === 'pending' &&
  now < token.expiresAt

export const mayApprove = (actor: ModelMember, token: ModelToken, of: ModelOrganization, now: number) =>
  mayDecide(actor, token, of, now) &&
  token.askedBy !== actor &&
  within(effective(token, of), rightsOf(actor, of))

/** What somebody's bulk revocation of everything ends; undefined: they may end nothing at all. */
export function endedByBulk(
  actor: ModelMember,
  of: ModelOrganization,
  now: number,
): ModelToken[] | undefined {
  const rights = rightsOf(actor, of)
  if (![OWN, ORGANIZATION, REST].some((each) => rights.has(each))) return undefined
  return of.tokens.filter((each) => mayRevoke(actor, each, of, now, false))
}
