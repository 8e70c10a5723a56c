import { Catalogue } from '../catalogue.ts'
import { permission } from '../permission.ts'
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
} as const
