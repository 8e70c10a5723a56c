import type { Membership, TokenId } from '@keyward/contract'
import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import { tokenIdOf } from '../lib/ids.ts'
import {
  catalogueQuery,
  profileQuery,
  rolesQuery,
  sessionsQuery,
  tokenListQuery,
  tokenQuery,
} from '../lib/queries.ts'
import { mayDo, mayList } from '../lib/rights.ts'
import { parseTokenListSearch } from '../lib/token-list-search.ts'
import { parseTokenPrefill } from '../lib/token-prefill.ts'
import { EntryLayout } from './entry-layout.tsx'
import { findMembership, requireSession, requireSetUp, safeReturn } from './guards.ts'
import type { RouterContext } from './router-context.ts'
import { organization } from './tree/organization.ts'
import { people } from './tree/people.ts'
import { root } from './tree/root.ts'
import { webhooks } from './tree/webhooks.ts'

const entry = createRoute({ getParentRoute: () => root, id: 'entry', component: EntryLayout })

const setup = createRoute({
  getParentRoute: () => entry,
  path: '/setup',
  beforeLoad: ({ context }) => requireSetUp(context.queries, 'open'),
  component: lazyRouteComponent(() => import('./setup-route.tsx'), 'SetupRoute'),
})

const signIn = createRoute({
  getParentRoute: () => entry,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>) => ({ to: safeReturn(search.to) }),
  beforeLoad: ({ context }) => requireSetUp(context.queries, 'done'),
  component: lazyRouteComponent(() => import('./sign-in-route.tsx'), 'SignInRoute'),
})

const forgotPassword = createRoute({
  getParentRoute: () => entry,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./password-reset-routes.tsx'), 'ForgotRoute'),
})

const resetPassword = createRoute({
  getParentRoute: () => entry,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./password-reset-routes.tsx'), 'ResetRoute'),
})

const acceptInvitation = createRoute({
  getParentRoute: () => entry,
  path: '/accept-invitation',
  component: lazyRouteComponent(() => import('./invitation-route.tsx'), 'InvitationRoute'),
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context, location }) => {
    const session = await requireSession(context.queries, location.href)
    const first = session.memberships[0]
    if (!first) throw notFound()
    throw redirect({
      to: '/o/$organization/settings/api-tokens',
      params: { organization: first.organization.id },
      replace: true,
    })
  },
})

/** A person's own account, inside the house of the organisation that they came from. */
const account = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  validateSearch: ({ from }: Record<string, unknown>) => ({
    from: typeof from === 'string' ? from : undefined,
  }),
  beforeLoad: async ({ context, location, search }) => {
    const session = await requireSession(context.queries, location.href)
    const membership = findMembership(session, search.from ?? '') ?? session.memberships[0]
    if (!membership) throw notFound()
    return { session, membership }
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'AccountShell'),
})

const profile = createRoute({
  getParentRoute: () => account,
  path: '/',
  loader: async ({ context: { queries } }) => {
    await Promise.all([queries.ensureQueryData(profileQuery), queries.ensureQueryData(sessionsQuery)])
  },
  component: lazyRouteComponent(() => import('./profile-route.tsx'), 'ProfileRoute'),
})

const organizationHome = createRoute({
  getParentRoute: () => organization,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/o/$organization/settings/api-tokens', params, replace: true })
  },
})

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
  component: lazyRouteComponent(() => import('./tokens-route.tsx'), 'TokensRoute'),
})

const generate = createRoute({
  getParentRoute: () => organization,
  path: '/settings/api-tokens/new',
  validateSearch: parseTokenPrefill,
  loader: ({ context }) => loadChoices(context),
  component: lazyRouteComponent(() => import('./token-routes.tsx'), 'GenerateRoute'),
})

const token = createRoute({
  getParentRoute: () => organization,
  path: '/settings/api-tokens/$tokenId',
  params: { parse: parseTokenParams },
  loader: ({ context, params }) => loadToken(context, params.tokenId),
  component: lazyRouteComponent(() => import('./token-routes.tsx'), 'TokenRoute'),
})

const edit = createRoute({
  getParentRoute: () => organization,
  path: '/settings/api-tokens/$tokenId/edit',
  params: { parse: parseTokenParams },
  loader: ({ context, params }) => loadToken(context, params.tokenId),
  component: lazyRouteComponent(() => import('./token-routes.tsx'), 'EditRoute'),
})

const usage = createRoute({
  getParentRoute: () => organization,
  path: '/settings/usage',
  component: lazyRouteComponent(() => import('../screens/usage/usage-screen.tsx'), 'UsageScreen'),
})

const approvals = createRoute({
  getParentRoute: () => organization,
  path: '/settings/approvals',
  component: lazyRouteComponent(() => import('../screens/approvals/approvals-screen.tsx'), 'ApprovalsScreen'),
})

const policy = createRoute({
  getParentRoute: () => organization,
  path: '/settings/policy',
  component: lazyRouteComponent(() => import('../screens/policy/policy-screen.tsx'), 'PolicyScreen'),
})

const notifications = createRoute({
  getParentRoute: () => organization,
  path: '/settings/notifications',
  component: lazyRouteComponent(
    () => import('../screens/notifications/notifications-screen.tsx'),
    'NotificationsScreen',
  ),
})

const inspector = createRoute({
  getParentRoute: () => organization,
  path: '/settings/inspector',
  validateSearch: asItStands,
  component: lazyRouteComponent(() => import('./inspector-route.tsx'), 'InspectorRoute'),
})

const auditLog = createRoute({
  getParentRoute: () => organization,
  path: '/settings/audit-log',
  validateSearch: asItStands,
  component: lazyRouteComponent(() => import('./audit-log-route.tsx'), 'AuditLogRoute'),
})

const graphql = createRoute({
  getParentRoute: () => organization,
  path: '/settings/graphql',
  component: lazyRouteComponent(() => import('./graphql-route.tsx'), 'GraphqlRoute'),
})

const catalogue = createRoute({
  getParentRoute: () => organization,
  path: '/settings/catalogue',
  validateSearch: asItStands,
  component: lazyRouteComponent(() => import('./catalogue-routes.tsx'), 'CatalogueRoute'),
})

const importApi = createRoute({
  getParentRoute: () => organization,
  path: '/settings/catalogue/import',
  validateSearch: asItStands,
  component: lazyRouteComponent(() => import('./catalogue-routes.tsx'), 'ImportRoute'),
})

export const routeTree = root.addChildren([
  home,
  entry.addChildren([setup, signIn, forgotPassword, resetPassword, acceptInvitation]),
  account.addChildren([profile]),
  organization.addChildren([
    organizationHome,
    tokens,
    generate,
    token,
    edit,
    usage,
    approvals,
    ...people,
    policy,
    notifications,
    ...webhooks,
    inspector,
    auditLog,
    catalogue,
    importApi,
    graphql,
  ]),
])

/** The screen itself reads what its address holds, so that other pages need not carry what it knows. */
function asItStands(search: Record<string, unknown>): Record<string, unknown> {
  return search
}

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
