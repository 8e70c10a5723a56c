import { z } from 'zod'
import { Action, Api, Route } from './catalogue.ts'
import { ImportId, Instant } from './ids.ts'
import { Permission } from './permission.ts'
import { ActorName, Receipt } from './token.ts'

const count = z.int().min(0)
const access = Action.shape.access
const described = { permission: Permission, label: z.string(), access, routes: z.array(Route) }

/** Who would miss a permission: live tokens to which it was given by name, those that used it, and when last. */
const missed = {
  holders: count.describe('live tokens to which it was given by name'),
  users: count.describe('live tokens that have used it'),
  lastUsedAt: Instant.nullable(),
}

const OwnedRoute = Route.extend({ permission: Permission })

/** What a change would do to an API, by permission and by route (method and path). */
export const CatalogueDiff = z.strictObject({
  added: z.array(z.strictObject(described)),
  removed: z
    .array(z.strictObject({ ...described, ...missed }))
    .describe('retired: should the name return, it is a new permission'),
  widened: z
    .array(z.strictObject({ ...described, ...missed }))
    .describe('come to open further routes, those given here: whoever was given them by name loses them'),
  accessChanged: z.array(z.strictObject({ permission: Permission, from: access, to: access })),
  moved: z.array(Route.extend({ from: Permission, to: Permission })),
  relocated: z
    .array(
      z.strictObject({
        permission: Permission,
        method: Route.shape.method,
        from: z.string(),
        to: z.string(),
      }),
    )
    .describe('operations that are the same at another path'),
  routesAdded: z.array(OwnedRoute).describe('new routes of permissions that stood'),
  routesRemoved: z.array(OwnedRoute).describe('routes that permissions lose which stay'),
  bound: z
    .strictObject({
      hosts: z.tuple([z.array(z.string()), z.array(z.string())]),
      pathPrefix: z.tuple([z.string(), z.string()]),
    })
    .nullable()
    .describe('where the API answers, before and after, when that changes'),
})
export type CatalogueDiff = z.infer<typeof CatalogueDiff>

/** What a change would do to the live tokens of one kind of access. */
export const TokenEffect = z.strictObject({
  gaining: count.describe('tokens that gain a permission or a route'),
  gained: count.describe('permissions that at least one of them gains'),
  losing: count.describe('tokens that lose a permission or a route'),
  lost: count.describe('permissions that at least one of them loses'),
})
export type TokenEffect = z.infer<typeof TokenEffect>

/** The same for each kind of access. Sent back, it says that somebody has looked at it. */
export const TokenEffects = z.strictObject({
  read_only: TokenEffect,
  full_access: TokenEffect,
  role: TokenEffect,
  custom: TokenEffect,
})
export type TokenEffects = z.infer<typeof TokenEffects>

/** What a change of the catalogue would do, before it is done. */
export const CataloguePreview = z.strictObject({
  revision: count.describe('the revision in force, against which the change is held'),
  api: Api.pick({ slug: true, name: true, hosts: true, pathPrefix: true }),
  operations: count.describe('how many operations the API has afterwards'),
  notes: z
    .array(z.strictObject({ where: z.string(), note: z.string() }))
    .describe('what of the description is not bound, and why'),
  diff: CatalogueDiff,
  effects: TokenEffects,
})
export type CataloguePreview = z.infer<typeof CataloguePreview>

/** The same for a description, which waits under this id to be applied. */
export const ImportPreview = CataloguePreview.extend({ id: ImportId })
export type ImportPreview = z.infer<typeof ImportPreview>

/** What somebody has looked at and agrees to. */
export const Agreed = z.strictObject({
  revision: count.describe('as the preview told it'),
  effects: TokenEffects.describe('as the preview told them'),
})
export type Agreed = z.infer<typeof Agreed>

/** A change of the catalogue that is in force everywhere. */
export const CatalogueChanged = z.strictObject({ revision: count, receipt: Receipt })
export type CatalogueChanged = z.infer<typeof CatalogueChanged>

/** One immutable revision, without its content. */
export const CatalogueRevision = z.strictObject({
  revision: count,
  at: Instant,
  kind: z.enum(['declared', 'imported', 'removed']).describe('`declared`: in a file or program, at a start'),
  by: ActorName,
  api: z.strictObject({ slug: z.string(), name: z.string() }).nullable(),
  added: count.describe('permissions that came'),
  removed: count.describe('permissions that went'),
  widened: count.describe('permissions that came to open more'),
})
export type CatalogueRevision = z.infer<typeof CatalogueRevision>

/** Who uses an API now. */
export const ApiUse = z.strictObject({
  permissions: z.array(
    z.strictObject({
      permission: Permission,
      holders: count.describe('live tokens, of all organisations, that may do it now'),
      users: missed.users,
      lastUsedAt: missed.lastUsedAt,
    }),
  ),
  retired: z
    .array(
      z.strictObject({
        permission: Permission,
        revision: count.describe('tokens to which it was given by name before this revision lost it then'),
        stands: z.boolean().describe('whether the catalogue has it: it opens more since then, or came back'),
      }),
    )
    .describe('names that went, or came to mean more'),
})
export type ApiUse = z.infer<typeof ApiUse>
