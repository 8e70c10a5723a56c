import type { MemberId, RoleId } from '@keyward/contract'
import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { memberIdOf, roleIdOf } from '../../lib/ids.ts'
import { organization } from './organization.ts'

const members = createRoute({
  getParentRoute: () => organization,
  path: '/settings/members',
  component: lazyRouteComponent(() => import('../members-routes.tsx'), 'MembersRoute'),
})

const member = createRoute({
  getParentRoute: () => organization,
  path: '/settings/members/$memberId',
  params: { parse: parseMemberParams },
  component: lazyRouteComponent(() => import('../members-routes.tsx'), 'MemberRoute'),
})

const roles = createRoute({
  getParentRoute: () => organization,
  path: '/settings/roles',
  component: lazyRouteComponent(() => import('../roles-routes.tsx'), 'RolesRoute'),
})

const newRole = createRoute({
  getParentRoute: () => organization,
  path: '/settings/roles/new',
  component: lazyRouteComponent(() => import('../roles-routes.tsx'), 'NewRoleRoute'),
})

const role = createRoute({
  getParentRoute: () => organization,
  path: '/settings/roles/$roleId',
  params: { parse: parseRoleParams },
  component: lazyRouteComponent(() => import('../roles-routes.tsx'), 'RoleRoute'),
})

const editRole = createRoute({
  getParentRoute: () => organization,
  path: '/settings/roles/$roleId/edit',
  params: { parse: parseRoleParams },
  component: lazyRouteComponent(() => import('../roles-routes.tsx'), 'EditRoleRoute'),
})

const settings = createRoute({
  getParentRoute: () => organization,
  path: '/settings/organization',
  component: lazyRouteComponent(() => import('../organization-route.tsx'), 'OrganizationRoute'),
})

/** Members, roles and the organisation itself. */
export const people = [settings, members, member, roles, newRole, role, editRole] as const

function parseMemberParams(params: { memberId: string }): { memberId: MemberId } {
  const memberId = memberIdOf(params.memberId)
  if (!memberId) throw notFound()
  return { memberId }
}

function parseRoleParams(params: { roleId: string }): { roleId: RoleId } {
  const roleId = roleIdOf(params.roleId)
  if (!roleId) throw notFound()
  return { roleId }
}
