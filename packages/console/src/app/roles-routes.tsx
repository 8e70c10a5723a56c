import { getRouteApi } from '@tanstack/react-router'
import { EditRoleScreen, NewRoleScreen } from '../screens/roles/edit-role-screen.tsx'
import { RoleScreen } from '../screens/roles/role-screen.tsx'
import { RolesScreen } from '../screens/roles/roles-screen.tsx'

const one = getRouteApi('/o/$organization/settings/roles/$roleId')
const edit = getRouteApi('/o/$organization/settings/roles/$roleId/edit')

export { NewRoleScreen as NewRoleRoute, RolesScreen as RolesRoute }

export function RoleRoute() {
  const { roleId } = one.useParams()
  return <RoleScreen key={roleId} roleId={roleId} />
}

export function EditRoleRoute() {
  const { roleId } = edit.useParams()
  return <EditRoleScreen key={roleId} roleId={roleId} />
}
