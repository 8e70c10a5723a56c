import {
  type Api,
  type Catalogue,
  isManagement,
  MANAGEMENT_API,
  type Permission,
  permission,
  type Route,
} from '@keyward/contract'

export type GridAction = {
  permission: Permission
  label: string
  access: 'read' | 'write'
  routes: readonly Route[]
}
export type GridResource = { key: string; label: string; actions: readonly GridAction[] }
export type GridApi = { slug: string; name: string; management: boolean; resources: readonly GridResource[] }

const grids = new WeakMap<Catalogue, GridApi[]>()

/** The catalogue as boxes to tick; Keyward's own plane stands last. Made once for each catalogue. */
export function gridOf(catalogue: Catalogue): GridApi[] {
  const known = grids.get(catalogue)
  if (known) return known
  const apis = catalogue.apis.map(gridApi)
  const grid = [...apis.filter((api) => !api.management), ...apis.filter((api) => api.management)]
  grids.set(catalogue, grid)
  return grid
}

function gridApi(api: Api): GridApi {
  const management = api.slug === MANAGEMENT_API
  return {
    slug: api.slug,
    name: management ? 'Manage Keyward' : api.name,
    management,
    resources: api.resources.map((resource) => ({
      key: `${api.slug}/${resource.name}`,
      label: resource.label,
      actions: resource.actions.map((action) => ({
        permission: permission(api.slug, resource.name, action.name),
        label: action.label,
        access: action.access,
        routes: action.routes.map(({ method, path }) => ({
          method,
          path: method === 'FIELD' ? path : `${api.pathPrefix}${path}`,
        })),
      })),
    })),
  }
}

/** Keeps the actions that a test lets through; resources and APIs that hold none of them go. */
export function filterGrid(
  grid: readonly GridApi[],
  keep: (action: GridAction, resource: GridResource, api: GridApi) => boolean,
): GridApi[] {
  return grid.flatMap((api) => {
    const resources = api.resources.flatMap((resource) => {
      const actions = resource.actions.filter((action) => keep(action, resource, api))
      return actions.length > 0 ? [{ ...resource, actions }] : []
    })
    return resources.length > 0 ? [{ ...api, resources }] : []
  })
}

/** The boxes whose words, permission or routes hold every word of a search. */
export function searchGrid(grid: readonly GridApi[], text: string): GridApi[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...grid]
  return filterGrid(grid, (action, resource, api) => {
    const routes = action.routes.map((route) => `${route.method} ${route.path}`)
    const hay = [api.name, resource.label, action.label, action.permission, ...routes].join(' ').toLowerCase()
    return words.every((word) => hay.includes(word))
  })
}

export const actionsOf = (grid: readonly GridApi[]): GridAction[] =>
  grid.flatMap((api) => api.resources.flatMap((resource) => resource.actions))

/** Whether there is anything to protect yet, besides Keyward itself. */
export const hasProduct = (catalogue: Catalogue): boolean =>
  catalogue.apis.some((api) => api.slug !== MANAGEMENT_API && api.resources.length > 0)

/** Every permission of the product's own APIs. */
export const productActions = (catalogue: Catalogue): GridAction[] =>
  actionsOf(gridOf(catalogue)).filter((action) => !isManagement(action.permission))
