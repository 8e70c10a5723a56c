import type { SetUpHouse } from '../parts/house.ts'
import type { Provoked } from './provoked.ts'

const MINUTE = 60_000
const NO_RIGHTS = { product: [], management: [] }
const unknownRole =
  (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => (house: SetUpHouse) =>
    house.ask(method, path.replace('{roleId}', `role_${'0'.repeat(32)}`), {
      as: house.owner,
      ...(body && { body }),
    })
const creatingRole = (body: object) => (house: SetUpHouse) =>
  house.ask('POST', '/v1/roles', { as: house.owner, body: { name: 'x', rule: NO_RIGHTS, ...body } })
let roles = 0
const newRole = async (house: SetUpHouse): Promise<string> => {
  roles += 1
  return (await creatingRole({ name: `role ${roles}` })(house)).body.id
}
const updatingRole = (body: object) => async (house: SetUpHouse) =>
  house.ask('PATCH', `/v1/roles/${await newRole(house)}`, { as: house.owner, body })

type OnRoles =
  | 'listRoles'
  | 'getRole'
  | 'createRole'
  | 'previewRole'
  | 'updateRole'
  | 'deleteRole'
  | 'getSettings'
  | 'updateSettings'

/** The declared errors of roles and settings. */
export const PROVOKED_ON_ROLES: Pick<Provoked, OnRoles> = {
  listRoles: {},
  getRole: { role_not_found: unknownRole('GET', '/v1/roles/{roleId}') },
  createRole: {
    role_name_taken: creatingRole({ name: 'owner' }),
    scope_unknown: creatingRole({ rule: { product: ['notes/notes:explode'], management: [] } }),
    scope_exceeds_rights: async (house) =>
      house.ask('POST', '/v1/roles', {
        as: await house.holding('keyward/roles:*'),
        body: { name: 'wide', rule: { product: 'all', management: [] } },
      }),
    sign_in_stale: async (house) => {
      house.pass(16 * MINUTE)
      return creatingRole({})(house)
    },
  },
  previewRole: {
    role_not_found: unknownRole('POST', '/v1/roles/{roleId}/preview', { rule: NO_RIGHTS }),
    role_built_in: (house) =>
      house.ask('POST', '/v1/roles/viewer/preview', { as: house.owner, body: { rule: NO_RIGHTS } }),
    scope_unknown: async (house) =>
      house.ask('POST', `/v1/roles/${await newRole(house)}/preview`, {
        as: house.owner,
        body: { rule: { product: ['notes/notes:explode'], management: [] } },
      }),
  },
  updateRole: {
    role_not_found: unknownRole('PATCH', '/v1/roles/{roleId}', { name: 'x' }),
    role_built_in: (house) =>
      house.ask('PATCH', '/v1/roles/viewer', { as: house.owner, body: { name: 'x' } }),
    role_changed: updatingRole({ name: 'x', revision: 7 }),
    role_name_taken: updatingRole({ name: 'Admin' }),
    scope_unknown: updatingRole({ rule: { product: ['notes/notes:explode'], management: [] } }),
    scope_exceeds_rights: async (house) =>
      house.ask('PATCH', `/v1/roles/${await newRole(house)}`, {
        as: await house.holding('keyward/roles:*'),
        body: { rule: { product: 'all', management: [] } },
      }),
    sign_in_stale: async (house) => {
      const id = await newRole(house)
      house.pass(16 * MINUTE)
      return house.ask('PATCH', `/v1/roles/${id}`, { as: house.owner, body: { name: 'x' } })
    },
  },
  deleteRole: {
    role_not_found: unknownRole('DELETE', '/v1/roles/{roleId}'),
    role_built_in: (house) => house.ask('DELETE', '/v1/roles/viewer', { as: house.owner }),
    role_in_use: async (house) => {
      const role = await newRole(house)
      await house.generate({ name: 'x', owner: 'organization', access: { kind: 'role', role } })
      return house.ask('DELETE', `/v1/roles/${role}`, { as: house.owner })
    },
  },
  getSettings: {},
  updateSettings: {},
}
