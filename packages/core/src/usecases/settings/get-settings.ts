import { type OutputOf, permission, type Settings } from '@keyward/contract'
import type { OrganizationRecord } from '../../people/record.ts'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { readAs } from '../rights/read-as.ts'

/** Tells what the organisation is called and what it decides for itself. */
export async function getSettings(deps: Deps, actor: Actor): Promise<OutputOf<'getSettings'>> {
  const { rights } = await readAs(deps, actor, permission('keyward', 'settings', 'read'))
  return presentSettings(rights.organization)
}

export const presentSettings = ({ name, settings }: OrganizationRecord): Settings => ({ name, ...settings })
