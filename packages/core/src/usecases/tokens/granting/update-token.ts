import { KeywardError, type OutputOf, type ParsedOf } from '@keyward/contract'
import type { Json } from '../../../audit/event.ts'
import type { GivenRule } from '../../../permission/rule.ts'
import type { Actor, StoredToken } from '../../../ports.ts'
import { narrowsConditions } from '../../../token/conditions.ts'
import type { TokenRecord } from '../../../token/record.ts'
import { type Change, change } from '../../change/change.ts'
import type { Deps } from '../../deps.ts'
import { requireReach } from '../../rights/reach.ts'
import { amended, lockToken, nextStatus, subjectOf } from '../move-token.ts'
import { presentToken } from '../present-token.ts'
import { ceilingOf, expiryOf, requirePersonal } from './generate-token.ts'
import { grantAccess } from './grant-access.ts'
import { requireEditPolicy } from './require-policy.ts'
import { requireSpan, settleConditions } from './settle-conditions.ts'

type Input = ParsedOf<'updateToken'>

/** Changes what a token is called, may do, how long it lives, or under which conditions. */
export async function updateToken(deps: Deps, actor: Actor, input: Input): Promise<OutputOf<'updateToken'>> {
  const { value, receipt } = await change(deps, actor, async (making) => {
    const stored = await lockToken(making, input.tokenId)
    requireReach(making.rights, stored.token.owner, 'update')
    nextStatus(stored, 'update', making.now)
    const { fields, role } = await edits(making, stored, input)
    if (Object.keys(fields).length === 0)
      throw new KeywardError('request_invalid', { detail: 'Nothing to change was given.' })
    const token = amended(stored.token, making.now, fields)
    const after = { ...stored, token, roles: { ...stored.roles, access: role } }
    requireSpan(token.conditions, token.expiresAt)
    requireEditPolicy(making, stored, after)
    await making.writes.tokens.update(token)
    if (fields.access) await making.writes.tokens.forgetShrink(token.id)
    making.stale({ kind: 'token', key: token.id }, narrows(stored.token, fields) ? 'narrowing' : 'widening')
    making.tell({
      kind: 'token.updated',
      subject: subjectOf(token),
      facts: { before: shown(stored.token, fields), after: shown(token, fields) },
      about: { token: after, before: stored },
    })
    return {
      token: presentToken(after, making.index, making.now),
      narrowed: narrows(stored.token, fields),
    }
  })
  return { token: value.token, receipt: value.narrowed ? receipt : null }
}

async function edits(
  making: Change,
  { token, roles }: StoredToken,
  input: Input,
): Promise<{ fields: Partial<TokenRecord>; role: GivenRule | undefined }> {
  const fields: Partial<TokenRecord> = {}
  if (input.name !== undefined) fields.name = input.name
  if (input.description !== undefined) fields.description = input.description
  if (input.duration !== undefined) fields.expiresAt = expiryOf(input.duration, making.now)
  if (input.revokeAtSignOut !== undefined) {
    requirePersonal(token.owner, input.revokeAtSignOut)
    fields.revokeAtSignOut = input.revokeAtSignOut
  }
  if (input.conditions !== undefined)
    fields.conditions = settleConditions(token.conditions, input.conditions, token.revision + 1)
  if (input.access === undefined) return { fields, role: roles.access }
  const { access, role } = await grantAccess(making, input.access, token.owner)
  fields.access = access
  fields.ceiling = ceilingOf(making.rights, token.owner)
  fields.catalogueRevision = making.index.revision
  return { fields, role }
}

/** A new access or expiry may allow less than before; which one it is need not be worked out to be safe. */
const narrows = (before: TokenRecord, { access, expiresAt, conditions }: Partial<TokenRecord>): boolean =>
  access !== undefined ||
  expiresAt !== undefined ||
  (conditions !== undefined && narrowsConditions(before.conditions, conditions))

const shown = (token: TokenRecord, fields: Partial<TokenRecord>): Json =>
  Object.fromEntries(
    (['name', 'description', 'access', 'expiresAt', 'conditions', 'revokeAtSignOut'] as const)
      .filter((key) => key in fields)
      .map((key) => [key, token[key]]),
  )
