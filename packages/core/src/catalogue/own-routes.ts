import {
  KeywardError,
  MANAGEMENT_API,
  type Operation,
  type OperationName,
  operations,
  type Permission,
  permission,
  type Route,
  splitPermission,
  UNMAPPED,
} from '@keyward/contract'
import { compileRoutes } from './routes/compile-routes.ts'

const NAMES = Object.keys(operations) as OperationName[]
const routeOf = (name: OperationName): Route => ({
  method: operations[name].method,
  path: operations[name].path,
})
const needsOf = (name: OperationName): readonly Permission[] => {
  const { authority }: Operation = operations[name]
  return typeof authority === 'string' ? [] : authority
}

/** The routes of Keyward's own API that a permission opens. */
export function ownRoutesOf(resource: string, action: string): Route[] {
  const wanted = permission(MANAGEMENT_API, resource, action)
  return NAMES.filter((name) => needsOf(name).includes(wanted)).map(routeOf)
}

/** Keyward's own API as the matcher reads an API: every operation is an action. */
const OWN = compileRoutes({
  apis: [
    {
      slug: MANAGEMENT_API,
      name: 'Keyward',
      hosts: [],
      pathPrefix: '',
      resources: [
        {
          name: 'operations',
          label: 'Operations',
          actions: NAMES.map((name) => ({ name, label: name, access: 'write', routes: [routeOf(name)] })),
        },
      ],
    },
  ],
})

/**
 * Finds out what a request of Keyward's own API needs, as it is found out for every API: one of these permissions,
 * and which one is decided by the thing that the request is about.
 * @throws KeywardError `route_unmapped`
 */
export function ownNeeds(method: string, target: string): readonly Permission[] {
  const found = OWN.match(method, '', target)
  if ('refused' in found)
    throw new KeywardError(found.refused, { detail: `The request is refused: ${UNMAPPED[found.why]}.` })
  const [, , name] = splitPermission(found.permission)
  return needsOf(name as OperationName)
}
