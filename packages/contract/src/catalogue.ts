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

/** Where an action is served: a method and a path template such as `/notes/{id}`. */
export const Route = z.strictObject({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
  path: z.string().max(500).regex(/^\//, 'expected a path that starts with /'),
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

/** One protected service: `slug` starts its permissions, hosts and path prefix bind its routes. */
export const Api = z.strictObject({
  slug,
  name: label,
  hosts: z.array(z.string().max(253)).max(50).default([]),
  pathPrefix: z.string().max(500).default(''),
  resources: z.array(Resource).max(2000),
})
export type Api = z.infer<typeof Api>
export type ApiInput = z.input<typeof Api>

/** Everything that a token can be allowed, at one immutable revision; Keyward's own plane stands last. */
export const Catalogue = z.strictObject({ revision: z.int().min(0), apis: z.array(Api) })
export type Catalogue = z.infer<typeof Catalogue>
