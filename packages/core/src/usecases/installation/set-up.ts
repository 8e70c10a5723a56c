import {
  KeywardError,
  MemberId,
  type Minted,
  OrganizationId,
  parseShape,
  RoleId,
  ScopePattern,
  TokenName,
} from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import { DEFAULT_SETTINGS, type MemberRecord, type OrganizationRecord } from '../../people/record.ts'
import type { Writes } from '../../ports.ts'
import { type Account, recordAccounts } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { rightsToWrite } from '../rights/rights.ts'
import { insertToken } from '../tokens/granting/generate-token.ts'

export type SetUpRequest = {
  organization: { name: string }
  /** The owner, already known to the identity provider under `userId`. */
  owner: { userId: string; name: string; email: string }
  verifyToken?: { name: string } | undefined
}

/**
 * Claims a fresh installation: the home organisation, its owner, and a first verify token if asked. Once only.
 * The caller has checked the setup code.
 * @throws KeywardError `setup_done`
 */
export async function setUp(
  deps: Deps,
  { organization, owner, verifyToken }: SetUpRequest,
): Promise<{ organization: OrganizationRecord; member: MemberRecord; verifyToken: Minted | null }> {
  const index = await deps.catalogue.current()
  const now = deps.clock.now()
  const { value } = await deps.store.transact(async (writes) => {
    if ((await writes.installation.get('setup_done_at')) !== undefined)
      throw new KeywardError('setup_done', { detail: 'Sign in instead.' })
    const home: OrganizationRecord = {
      id: OrganizationId.parse(newId('org', deps)),
      externalId: null,
      name: organization.name,
      home: true,
      settings: { ...DEFAULT_SETTINGS, contact: owner.email },
      createdAt: now,
    }
    const member: MemberRecord = {
      id: MemberId.parse(newId('mem', deps)),
      organizationId: home.id,
      externalId: null,
      ...owner,
      role: RoleId.parse('owner'),
      active: true,
      createdAt: now,
      removedAt: null,
    }
    await writes.organizations.put(home)
    await writes.members.put(member)
    await writes.installation.put('setup_done_at', String(now))
    await writes.installation.remove('setup_code_hash')
    await writes.installation.remove('setup_attempts')
    const minted = await firstToken(deps, writes, { home, member, index, now }, verifyToken?.name)
    return { organization: home, member, verifyToken: minted }
  })
  return value
}

type Founding = { home: OrganizationRecord; member: MemberRecord; index: CatalogueIndex; now: number }

async function firstToken(
  deps: Deps,
  writes: Writes,
  founding: Founding,
  name: string | undefined,
): Promise<Minted | null> {
  const { home, member, index, now } = founding
  const actor = { kind: 'member', organizationId: home.id, memberId: member.id } as const
  const rights = await rightsToWrite(writes, actor, index, now)
  const accounts: Account[] = [
    {
      kind: 'installation.set_up',
      subject: { kind: 'organization', id: home.id, name: home.name },
      facts: {},
    },
  ]
  const making = {
    writes,
    rights,
    index,
    now,
    tell: (account: Account) => accounts.push(account),
    owe: () => {},
    stale: () => {},
  }
  const minted =
    name === undefined
      ? null
      : { ...(await insertToken(deps, making, verifyTokenInput(name))), receipt: null }
  await recordAccounts(deps, writes, { rights, index, now }, accounts)
  return minted
}

/** A service verifies for as long as it lives: its credential has no end, and is revoked when the service goes. */
const verifyTokenInput = (name: string) => ({
  name: parseShape(TokenName, name),
  description: 'Lets a service verify API tokens.',
  owner: 'organization' as const,
  access: { kind: 'custom' as const, scopes: [ScopePattern.parse('keyward/tokens:verify')] },
  duration: 'unlimited' as const,
  revokeAtSignOut: false,
})
