import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { findMembership, requireSession } from '../guards.ts'
import { root } from './root.ts'

/** Everything that belongs to one organisation. */
export const organization = createRoute({
  getParentRoute: () => root,
  path: '/o/$organization',
  beforeLoad: async ({ context, location, params }) => {
    const session = await requireSession(context.queries, location.href)
    const membership = findMembership(session, params.organization)
    if (!membership) throw notFound()
    return { session, membership }
  },
  component: lazyRouteComponent(() => import('../shell/shell.tsx'), 'Shell'),
})
