import {
  AccessKind,
  type Catalogue,
  type Membership,
  matchesPattern,
  type Permission,
  type Role,
  type ScopePattern,
} from '@keyward/contract'
import { actionsOf, gridOf } from '../catalogue/grid.ts'
import { DAY, toDateField } from '../dates.ts'
import { normalizeName } from '../names.ts'
import { whomToAsk, whyNot } from '../rights.ts'
import type { DurationChoice } from './duration.ts'
import type { AccessChoice, DraftField, TokenDraft } from './token-draft.ts'
import type { TokenPrefill } from './token-prefill.ts'

export type PrefillFacts = {
  catalogue: Catalogue
  roles: readonly Role[]
  membership: Membership
  now: number
}
type Read<T> = { value?: T; fault?: string }

const LONGEST_NAME = 200
const SHOWN = 5

/** A draft with what a link proposes, as far as the person may grant it; what cannot be taken is told by its field. */
export function prefillDraft(
  draft: TokenDraft,
  prefill: TokenPrefill,
  facts: PrefillFacts,
): { draft: TokenDraft; faults: Partial<Record<DraftField, string>> } {
  const name = readName(prefill)
  const owner = readOwner(prefill, facts)
  const duration = readDays(prefill, facts)
  const access = readAccess(draft.access, prefill, facts)
  return {
    draft: {
      ...draft,
      name: name.value ?? draft.name,
      description: prefill.description ?? draft.description,
      owner: owner.value ?? draft.owner,
      duration: duration.value ?? draft.duration,
      access: access.value ?? draft.access,
    },
    faults: {
      ...(name.fault && { name: name.fault }),
      ...(owner.fault && { owner: owner.fault }),
      ...(duration.fault && { duration: duration.fault }),
      ...(access.fault && { access: access.fault }),
    },
  }
}

function readName({ name }: TokenPrefill): Read<string> {
  if (name === undefined) return {}
  if (normalizeName(name).length <= LONGEST_NAME) return { value: name }
  return { fault: `The link proposes a name of more than ${LONGEST_NAME} characters.` }
}

function readOwner({ owner }: TokenPrefill, { membership }: PrefillFacts): Read<TokenDraft['owner']> {
  if (owner === undefined) return {}
  if (owner !== 'me' && owner !== 'organization')
    return { fault: `The link asks for the owner ${quote(owner)}: it is “me” or “organization”.` }
  const reason = whyNot(membership, 'create', owner === 'me' ? 'mine' : 'organization')
  if (reason) return { fault: `The link asks for another owner. ${reason}` }
  return { value: owner === 'me' ? 'user' : 'organization' }
}

function readDays({ days }: TokenPrefill, { membership, now }: PrefillFacts): Read<DurationChoice> {
  if (days === undefined) return {}
  const { longestDays } = membership.organization.policy
  const count = /^[1-9]\d{0,3}$/.test(days) ? Number(days) : undefined
  if (count === undefined && days !== 'unlimited')
    return { fault: `The link asks for ${quote(days)}: it is a number of days up to 9999, or “unlimited”.` }
  if (longestDays !== null && (count ?? Number.POSITIVE_INFINITY) > longestDays)
    return { fault: `The link asks for ${asked(count)}. The organisation allows at most ${longestDays}.` }
  if (days === '7' || days === '30' || days === '90' || days === 'unlimited')
    return { value: { kind: days, date: '' } }
  return { value: { kind: 'date', date: toDateField(now + ((count ?? 1) - 1) * DAY) } }
}

const asked = (days: number | undefined) => (days === undefined ? 'no end' : `${days} days`)

function readAccess(
  before: AccessChoice,
  { access, role, scopes }: TokenPrefill,
  facts: PrefillFacts,
): Read<AccessChoice> {
  const wanted = access ?? (scopes !== undefined ? 'custom' : role !== undefined ? 'role' : undefined)
  if (wanted === undefined) return {}
  const kind = AccessKind.options.find((known) => known === wanted)
  if (!kind) return { fault: `The link asks for the access ${quote(wanted)}, which does not exist.` }
  if (!facts.membership.organization.policy.accessKinds.includes(kind))
    return { fault: 'The link asks for an access that your organisation does not allow.' }
  if (kind === 'role') return readRole(before, role, facts)
  if (kind === 'custom') return readScopes(before, scopes ?? '', facts)
  return { value: { ...before, kind } }
}

function readRole(before: AccessChoice, id: string | undefined, facts: PrefillFacts): Read<AccessChoice> {
  const role = facts.roles.find((known) => known.id === id)
  const value: AccessChoice = { ...before, kind: 'role', role: role?.grantable ? role.id : undefined }
  if (role?.grantable || id === undefined) return { value }
  if (!role) return { value, fault: `The link asks for the role ${quote(id)}, which does not exist.` }
  const whom = whomToAsk(facts.membership)
  return {
    value,
    fault: `The link asks for the role ${role.name}, which holds more than you do: ask ${whom}.`,
  }
}

function readScopes(before: AccessChoice, text: string, facts: PrefillFacts): Read<AccessChoice> {
  const known = actionsOf(gridOf(facts.catalogue)).map((action) => action.permission)
  const patterns = text.split(',').flatMap((word) => word.trim() || [])
  const named = patterns.map((pattern) => ({ pattern, found: known.filter(matching(pattern)) }))
  const wanted = [...new Set(named.flatMap(({ found }) => found))]
  const held = wanted.filter((permission) => facts.membership.permissions.includes(permission))
  const unknown = named.filter(({ found }) => found.length === 0).map(({ pattern }) => pattern)
  const others = wanted.filter((permission) => !held.includes(permission))
  const faults = [
    unknown.length > 0 && `The link asks for what the catalogue does not hold: ${few(unknown)}.`,
    others.length > 0 &&
      `It asks for what you may not grant: ${few(others)}. Ask ${whomToAsk(facts.membership)}.`,
  ].filter((fault) => fault !== false)
  return {
    value: { ...before, kind: 'custom', scopes: held },
    ...(faults.length > 0 && { fault: faults.join(' ') }),
  }
}

/** The shape is no matter: what is none of the grammar matches nothing. */
const matching = (pattern: string) => (permission: Permission) =>
  matchesPattern(pattern as ScopePattern, permission)

function few(texts: readonly string[]): string {
  const shown = texts.slice(0, SHOWN).map(quote).join(', ')
  return texts.length > SHOWN ? `${shown} and ${texts.length - SHOWN} more` : shown
}

const quote = (text: string) => `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`
