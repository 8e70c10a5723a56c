import { z } from 'zod'

const slug = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/, 'expected lower-case letters, digits, - _ .')
const actionName = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$/, 'expected letters, digits, - _ .')
const label = z.string().min(1).max(200)

/** Where an action is served: a method and a path template such as `/notes/{id}`; in GraphQL `FIELD` and `Query.notes`. */
export const Route = z.strictObject({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'FIELD']),
  path: z
    .string()
    .max(500)
    .regex(
      /^(?:\/|[A-Za-z_]\w*\.[A-Za-z_]\w*$)/,
      'expected a path that starts with /, or a GraphQL field such as Query.notes',
    ),
})
export type Route = z.infer<typeof Route>

/** What can be done to a resource; `access` decides whether read-only tokens hold it. */
export const Action = z.strictObject({
  name: actionName,
  label,
  access: z.enum(['read', 'write']),
  routes: z.array(Route).max(50).default([]),
})
export type Action = z.infer<typeof Action>

export const Resource = z.strictObject({ name: slug, label, actions: z.array(Action).min(1).max(500) })
export type Resource = z.infer<typeof Resource>

/** A host as requests name it; a port is not compared. */
export const Host = z
  .string()
  .max(253)
  .regex(
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/,
    'expected a host such as api.example.com, with no scheme, path or wildcard',
  )

/** What stands in front of every path of an API: empty, or from / on. */
export const PathPrefix = z
  .string()
  .max(500)
  .regex(/^(?:\/.*)?$/, 'expected nothing, or a path that starts with /')

/** One protected service: `slug` starts its permissions, hosts and path prefix bind its routes. */
export const Api = z.strictObject({
  slug,
  name: label,
  hosts: z.array(Host).max(50).default([]),
  pathPrefix: PathPrefix.default(''),
  resources: z.array(Resource).max(2000),
})
export type Api = z.infer<typeof Api>
export type ApiInput = z.input<typeof Api>

/** Everything that a token can be allowed, at one immutable revision; Keyward's own plane stands last. */
export const Catalogue = z.strictObject({
  revision: z.int().min(0),
  apis: z.array(Api),
  declared: z
    .array(slug)
    .describe('APIs that a file or program declares at each start: imports leave them alone'),
})
export type Catalogue = z.infer<typeof Catalogue>
