import type {
  AccessInput,
  AccessKind,
  InputOf,
  OwnerKind,
  Permission,
  RoleId,
  ScopePattern,
  Token,
} from '@keyward/contract'
import { endOfDay } from '../dates.ts'
import { normalizeName } from '../names.ts'
import {
  CONDITION_FIELDS,
  type ConditionsDraft,
  conditionsDraftOf,
  NO_CONDITIONS,
  openConditions,
  toConditions,
} from './conditions-draft.ts'
import { type DurationChoice, toDuration, usualDuration } from './duration.ts'

/** Access as the form holds it: what was chosen under each kind stays while another is looked at. */
export type AccessChoice = { kind: AccessKind; role: RoleId | undefined; scopes: readonly Permission[] }

export type TokenDraft = {
  name: string
  description: string
  owner: OwnerKind
  access: AccessChoice
  duration: DurationChoice
  conditions: ConditionsDraft
  /** Told to whoever must approve it. */
  justification: string
  /** Only what a personal token has. */
  revokeAtSignOut: boolean
}

export const DRAFT_FIELDS = [
  'name',
  'description',
  'owner',
  'duration',
  'access',
  ...CONDITION_FIELDS,
  'justification',
] as const
export type DraftField = (typeof DRAFT_FIELDS)[number]

export const emptyDraft = (owner: OwnerKind, longestDays: number | null, now: number): TokenDraft => ({
  name: '',
  description: '',
  owner,
  access: { kind: 'read_only', role: undefined, scopes: [] },
  duration: usualDuration(longestDays, now),
  conditions: NO_CONDITIONS,
  justification: '',
  revokeAtSignOut: false,
})

export const draftOf = (token: Token): TokenDraft => ({
  name: token.name,
  description: token.description,
  owner: token.owner.kind,
  access: {
    kind: token.access.kind,
    role: token.access.kind === 'role' ? token.access.role : undefined,
    scopes: token.access.kind === 'custom' ? token.access.scopes : [],
  },
  duration: { kind: 'keep', date: '' },
  conditions: conditionsDraftOf(token.conditions),
  justification: '',
  revokeAtSignOut: token.revokeAtSignOut,
})

/** The access to send; undefined while a choice is still open. */
export function toAccess({ kind, role, scopes }: AccessChoice): AccessInput | undefined {
  if (kind === 'role') return role === undefined ? undefined : { kind, role }
  if (kind === 'custom')
    return scopes.length === 0 ? undefined : { kind, scopes: scopes as readonly string[] as ScopePattern[] }
  return { kind }
}

/** What is still open in a draft and no server needs to be asked about. */
export function openChoice({
  name,
  access,
  duration,
  conditions,
}: TokenDraft): Partial<Record<DraftField, string>> {
  return {
    ...(normalizeName(name) === '' && { name: 'Give the token a name.' }),
    ...(duration.kind === 'date' && !endOfDay(duration.date) && { duration: 'Choose a day.' }),
    ...(!toAccess(access) && {
      access: access.kind === 'role' ? 'Choose a role.' : 'Tick at least one box.',
    }),
    ...openConditions(conditions),
  }
}

export function toGenerateInput(draft: TokenDraft): InputOf<'generateToken'> {
  const [access, duration] = [toAccess(draft.access), toDuration(draft.duration)]
  const conditions = toConditions(draft.conditions, NO_CONDITIONS)
  return {
    name: draft.name,
    description: draft.description,
    owner: draft.owner,
    ...(access && { access }),
    ...(duration && { duration }),
    ...(conditions && { conditions }),
    ...(draft.justification.trim() && { justification: draft.justification }),
    ...(draft.owner === 'user' && draft.revokeAtSignOut && { revokeAtSignOut: true }),
  }
}

/** Only what differs from the token as it stands, so that an edit of the name widens nothing. */
export function toUpdateInput(draft: TokenDraft, token: Token): InputOf<'updateToken'> {
  const [access, duration] = [toAccess(draft.access), toDuration(draft.duration)]
  const conditions = toConditions(draft.conditions, conditionsDraftOf(token.conditions))
  return {
    tokenId: token.id,
    ...(normalizeName(draft.name) !== token.name && { name: draft.name }),
    ...(draft.description.normalize('NFC').trim() !== token.description && {
      description: draft.description,
    }),
    ...(access && !sameAccess(draft.access, draftOf(token).access) && { access }),
    ...(duration && { duration }),
    ...(conditions && { conditions }),
    ...(draft.revokeAtSignOut !== token.revokeAtSignOut && { revokeAtSignOut: draft.revokeAtSignOut }),
  }
}

function sameAccess(a: AccessChoice, b: AccessChoice): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'role') return a.role === b.role
  if (a.kind !== 'custom') return true
  return a.scopes.length === b.scopes.length && a.scopes.every((scope) => b.scopes.includes(scope))
}
