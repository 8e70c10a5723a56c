import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { EntryLayout } from '../entry-layout.tsx'
import { requireSetUp, safeReturn } from '../guards.ts'
import { root } from './root.ts'

const entry = createRoute({ getParentRoute: () => root, id: 'entry', component: EntryLayout })

const setup = createRoute({
  getParentRoute: () => entry,
  path: '/setup',
  beforeLoad: ({ context }) => requireSetUp(context.queries, 'open'),
  component: lazyRouteComponent(() => import('../setup-route.tsx'), 'SetupRoute'),
})

const signIn = createRoute({
  getParentRoute: () => entry,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>) => ({ to: safeReturn(search.to) }),
  beforeLoad: ({ context }) => requireSetUp(context.queries, 'done'),
  component: lazyRouteComponent(() => import('../sign-in-route.tsx'), 'SignInRoute'),
})

const forgotPassword = createRoute({
  getParentRoute: () => entry,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('../password-reset-routes.tsx'), 'ForgotRoute'),
})

const resetPassword = createRoute({
  getParentRoute: () => entry,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('../password-reset-routes.tsx'), 'ResetRoute'),
})

const acceptInvitation = createRoute({
  getParentRoute: () => entry,
  path: '/accept-invitation',
  component: lazyRouteComponent(() => import('../invitation-route.tsx'), 'InvitationRoute'),
})

/** What stands before the house: nobody is signed in here. */
export const entrance = entry.addChildren([setup, signIn, forgotPassword, resetPassword, acceptInvitation])
