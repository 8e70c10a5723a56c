import { type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { OrganizationRecord } from '../../people/record.ts'
import type { Actor } from '../../ports.ts'
import { difference, given } from '../change/amendment.ts'
import { changeInTurn } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requirePermission } from '../rights/rights.ts'
import { presentSettings } from './get-settings.ts'

/** Changes what the organisation is called and decides for itself. Nothing that lives already ends by it. */
export async function updateSettings(
  deps: Deps,
  actor: Actor,
  input: ParsedOf<'updateSettings'>,
): Promise<OutputOf<'updateSettings'>> {
  const { value } = await changeInTurn(deps, actor, async ({ writes, rights, tell, stale }) => {
    requirePermission(rights, permission('keyward', 'settings', 'update'))
    const before = rights.organization
    const { name, ...changes } = given(input)
    const after: OrganizationRecord = {
      ...before,
      name: name ?? before.name,
      settings: { ...before.settings, ...changes },
    }
    await writes.organizations.put(after)
    stale({ kind: 'organization', key: after.id }, 'widening')
    tell({
      kind: 'settings.updated',
      subject: { kind: 'organization', id: after.id, name: after.name },
      facts: difference(presentSettings(before), presentSettings(after)),
    })
    return presentSettings(after)
  })
  return value
}
