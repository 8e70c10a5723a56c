import { Api, type Permission, permission } from '@keyward/contract'
import declared from '../catalogue.json' with { type: 'json' }

/** Everything that a token can be allowed here. */
export const catalogue = Api.array().parse(declared)

const known = new Map<string, Permission>(
  catalogue.flatMap((api) =>
    api.resources.flatMap((resource) =>
      resource.actions
        .map((action) => permission(api.slug, resource.name, action.name))
        .map((each) => [each, each] as const),
    ),
  ),
)

/** A permission of the catalogue; a typing error stops the program at start instead of refusing everybody later. */
export function permissionNamed(text: string): Permission {
  const found = known.get(text)
  if (!found) throw new TypeError(`catalogue.json declares no ${text}`)
  return found
}
