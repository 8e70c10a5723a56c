import { z } from 'zod'
import { Catalogue } from '../catalogue.ts'
import { permission } from '../permission.ts'
import { Role } from '../role.ts'
import { operation } from './operation.ts'

const anyReader = [
  permission('keyward', 'api-tokens', 'read'),
  permission('keyward', 'personal-tokens', 'read'),
] as const

export const catalogueOperations = {
  /** Lists everything that a token can be allowed: APIs, resources, actions, and the routes that each opens. */
  getCatalogue: operation({
    method: 'GET',
    path: '/v1/catalogue',
    tag: 'Catalogue',
    authority: anyReader,
    output: Catalogue,
    errors: [],
  }),
  /** Lists the roles, least-privileged first, and says which of them the asking actor may give to a token. */
  listRoles: operation({
    method: 'GET',
    path: '/v1/roles',
    tag: 'Catalogue',
    authority: anyReader,
    output: z.strictObject({ roles: z.array(Role) }),
    errors: [],
  }),
} as const
