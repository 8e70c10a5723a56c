import { type Api, KeywardError, type OutputOf, type ParsedOf, Permission } from '@keyward/contract'
import { permissionsOf } from '../../catalogue/diff.ts'
import { type CatalogueIndex, indexOf } from '../../catalogue/index-of.ts'
import { type EffectiveParts, effectivePermissions } from '../../permission/effective.ts'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { instant } from '../instant.ts'
import { openCatalogue } from './catalogue-proposal.ts'
import { type GrantVisitor, walkGrants } from './walk-grants.ts'

/** Tells who uses an API, permission by permission, and which of its names are retired. */
export async function getApiUse(
  deps: Deps,
  actor: Actor,
  { slug }: ParsedOf<'getApiUse'>,
): Promise<OutputOf<'getApiUse'>> {
  const index = await openCatalogue(deps, actor)
  const api = index.catalogue.apis.find((each) => each.slug === slug)
  if (!api) throw new KeywardError('api_not_found', { detail: `No API has the slug \`${slug}\`.` })
  const tally = createTally(index, api)
  await walkGrants(deps, slug, tally)
  return { permissions: tally.total(), retired: retiredOf(index, slug) }
}

type Group = { parts: EffectiveParts; home: boolean; tokens: number }

function createTally(index: CatalogueIndex, api: Api) {
  const alone = indexOf({ ...index.catalogue, apis: [api] }, index.retired)
  const uses = new Map(
    permissionsOf(api).map(({ permission }) => [permission, { holders: 0, users: 0, lastUsedAt: 0 }]),
  )
  const alike = new Map<string, Group>()

  const count = ({ parts, home, tokens }: Group) => {
    for (const permission of effectivePermissions(parts, alone, home)) {
      const use = uses.get(permission)
      if (use) use.holders += tokens
    }
  }
  /** Tokens that follow a rule are many and alike; a custom one names what it holds. */
  const look: GrantVisitor['look'] = ({ id, ...parts }, home) => {
    if (parts.access.kind === 'custom') {
      if (parts.access.scopes.some((scope) => uses.has(scope))) count({ parts, home, tokens: 1 })
      return
    }
    const key = JSON.stringify([parts, home])
    const group = alike.get(key) ?? { parts, home, tokens: 0 }
    alike.set(key, { ...group, tokens: group.tokens + 1 })
  }

  return {
    look,
    use({ permission, lastAt }: { permission: Permission; lastAt: number }): void {
      const use = uses.get(permission)
      if (!use) return
      use.users += 1
      use.lastUsedAt = Math.max(use.lastUsedAt, lastAt)
    },
    total() {
      for (const group of alike.values()) count(group)
      return [...uses].map(([permission, { holders, users, lastUsedAt }]) => ({
        permission,
        holders,
        users,
        lastUsedAt: users === 0 ? null : instant(lastUsedAt),
      }))
    },
  }
}

const retiredOf = ({ retired, all }: CatalogueIndex, slug: string) =>
  Object.entries(retired)
    .filter(([name]) => name.startsWith(`${slug}/`))
    .map(([name, revision]) => {
      const permission = Permission.parse(name)
      return { permission, revision, stands: all.has(permission) }
    })
