import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import { profileQuery, sessionsQuery } from '../lib/queries.ts'
import { findMembership, requireSession } from './guards.ts'
import { entrance } from './tree/entry.ts'
import { organization } from './tree/organization.ts'
import { people } from './tree/people.ts'
import { root } from './tree/root.ts'
import { apiTokens } from './tree/tokens.ts'
import { webhooks } from './tree/webhooks.ts'

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
  entrance,
  account.addChildren([profile]),
  organization.addChildren([
    organizationHome,
    ...apiTokens,
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
