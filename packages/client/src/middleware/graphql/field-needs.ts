import { type Api, type PermissionText, permission } from '@keyward/contract'
import { type GraphQLField, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql'
import { permissionNamed } from '../../permission-named.ts'

/**
 * What each field needs, by its type and name (`Query.notes`). Null: any good token. A field of a root type that is
 * not named is refused; any other is not guarded.
 */
export type FieldNeeds<Need extends PermissionText = PermissionText> = Readonly<Record<string, Need | null>>

/** What each field needs, from an API of the catalogue that was imported from the schema. */
export const needsOfApi = ({ slug, resources }: Pick<Api, 'slug' | 'resources'>): FieldNeeds =>
  Object.fromEntries(
    resources.flatMap((resource) =>
      resource.actions.flatMap(({ name, routes }) =>
        routes
          .filter(({ method }) => method === 'FIELD')
          .map(({ path }) => [path, permission(slug, resource.name, name)]),
      ),
    ),
  )

/**
 * What each field needs, from the schema’s own directives: `@keyward(resource: "notes", action: "find")`.
 * @throws TypeError for a directive that does not say both, or says them wrongly
 */
export function needsOfDirectives(schema: GraphQLSchema, slug: string): FieldNeeds {
  const needs: Record<string, PermissionText> = {}
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      const said = saidOf(field)
      if (!said) continue
      const { resource, action } = said
      if (!resource || !action)
        throw new TypeError(`@keyward on ${type.name}.${field.name}: say resource and action`)
      needs[`${type.name}.${field.name}`] = permissionNamed(`${slug}/${resource}:${action}`)
    }
  }
  return needs
}

/** Checks needs when a guard is made, so that a mistyped one stops the start and not a request. @throws TypeError */
export function checkNeeds(needs: FieldNeeds): void {
  for (const [field, need] of Object.entries(needs)) {
    if (!/^[A-Za-z_]\w*\.[A-Za-z_]\w*$/.test(field))
      throw new TypeError(`not a field: ${JSON.stringify(field)}: expected <Type>.<field>`)
    if (need !== null) permissionNamed(need)
  }
}

/** Checks that a schema has every field that is named: one that is mistyped would guard nothing. @throws TypeError */
export function checkFields(schema: GraphQLSchema, needs: FieldNeeds): void {
  for (const field of Object.keys(needs)) {
    const [typeName = '', name = ''] = field.split('.')
    const type = schema.getType(typeName)
    if (!((isObjectType(type) || isInterfaceType(type)) && type.getFields()[name]))
      throw new TypeError(`the schema has no field ${field}: what does its permission guard?`)
  }
}

function saidOf({ astNode }: GraphQLField<unknown, unknown>): Partial<Record<string, string>> | undefined {
  const directive = astNode?.directives?.find(({ name }) => name.value === 'keyward')
  return (
    directive &&
    Object.fromEntries(
      (directive.arguments ?? []).map(({ name, value }) => [
        name.value,
        'value' in value ? String(value.value) : '',
      ]),
    )
  )
}
