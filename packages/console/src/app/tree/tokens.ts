import type { Membership, TokenId } from '@keyward/contract'
import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { tokenIdOf } from '../../lib/ids.ts'
import { catalogueQuery, rolesQuery, tokenListQuery, tokenQuery } from '../../lib/queries.ts'
import { mayDo, mayList } from '../../lib/rights.ts'
import { parseTokenListSearch } from '../../lib/token/token-list-search.ts'
import { parseTokenPrefill } from '../../lib/token/token-prefill.ts'
import type { RouterContext } from '../router-context.ts'
import { organization } from './organization.ts'

const tokens = createRoute({
  getParentRoute: () => organization,
  path: '/settings/api-tokens',
  validateSearch: parseTokenListSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    const { membership, queries } = context
    const id = membership.organization.id
    // Not awaited: the frame stands while the rows come.
    queries.prefetchInfiniteQuery(tokenListQuery(id, deps, mayDo(membership, 'read', 'members')))
  },
  component: lazyRouteComponent(() => import('../tokens-route.tsx'), 'TokensRoute'),
})

const generate = createRoute({
  getParentRoute: () => organization,
  path: '/settings/api-tokens/new',
  validateSearch: parseTokenPrefill,
  loader: ({ context }) => loadChoices(context),
  component: lazyRouteComponent(() => import('../token-routes.tsx'), 'GenerateRoute'),
})

const token = createRoute({
  getParentRoute: () => organization,
  path: '/settings/api-tokens/$tokenId',
  params: { parse: parseTokenParams },
  loader: ({ context, params }) => loadToken(context, params.tokenId),
  component: lazyRouteComponent(() => import('../token-routes.tsx'), 'TokenRoute'),
})

const edit = createRoute({
  getParentRoute: () => organization,
  path: '/settings/api-tokens/$tokenId/edit',
  params: { parse: parseTokenParams },
  loader: ({ context, params }) => loadToken(context, params.tokenId),
  component: lazyRouteComponent(() => import('../token-routes.tsx'), 'EditRoute'),
})

export const apiTokens = [tokens, generate, token, edit] as const

type InOrganization = RouterContext & { membership: Membership }

function loadChoices({ queries, membership }: InOrganization) {
  const { id } = membership.organization
  return Promise.all([
    mayList(membership, 'getCatalogue') && queries.ensureQueryData(catalogueQuery(id)),
    mayList(membership, 'listRoles') && queries.ensureQueryData(rolesQuery(id)),
  ])
}

async function loadToken(context: InOrganization, tokenId: TokenId) {
  const { queries, membership } = context
  await Promise.all([
    loadChoices(context),
    queries.fetchQuery(tokenQuery(membership.organization.id, tokenId)),
  ])
}

function parseTokenParams(params: { tokenId: string }): { tokenId: TokenId } {
  const tokenId = tokenIdOf(params.tokenId)
  if (!tokenId) throw notFound()
  return { tokenId }
}
