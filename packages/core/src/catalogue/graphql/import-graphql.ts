import type { Action, FieldFault, Resource } from '@keyward/contract'
import { refuse } from '../openapi/document.ts'
import { checkApi, type ImportedApi, type ImportOptions } from '../openapi/import-openapi.ts'
import { labelOf, wordsOf } from '../openapi/names.ts'
import type { Note } from '../openapi/operations.ts'
import { nameField, resourceOfField } from './name-fields.ts'
import type { DescribedField, SchemaOutline } from './outline.ts'

const FIELDS = 5000

/**
 * Makes an API of a GraphQL schema: each field of its root types is an action, and so is any other that its author
 * says to be one.
 * @throws KeywardError `catalogue_invalid`, with the fields concerned and what to do
 */
export function importGraphql(outline: SchemaOutline, options: ImportOptions): ImportedApi {
  const { fields } = outline
  if (fields.length === 0)
    throw refuse([
      { path: '', message: 'The schema has no field in Query, Mutation or Subscription: is it cut off?' },
    ])
  if (fields.length > FIELDS)
    throw refuse([{ path: '', message: `The schema has more than ${FIELDS} fields to guard` }])
  const notes: Note[] = [
    {
      where: 'fields',
      note: 'are told apart by a guard in the GraphQL server: to a gateway all of them are one address',
    },
  ]
  const api = checkApi({
    slug: options.slug,
    name: options.name ?? wordsOf(options.slug),
    hosts: [...(options.hosts ?? [])],
    pathPrefix: (options.pathPrefix ?? '').replace(/\/$/, ''),
    resources: groupByResource(outline),
  })
  return { api, operations: fields.length, notes }
}

function groupByResource(outline: SchemaOutline): Resource[] {
  const faults: FieldFault[] = []
  const groups = Map.groupBy(outline.fields, (field) => resourceOfField(field, outline.types))
  const resources = [...groups].map(([name, fields]) => ({
    name,
    label: wordsOf(name),
    actions: makeActions(name, fields, faults),
  }))
  if (faults.length > 0) throw refuse(faults)
  return resources
}

function makeActions(resource: string, fields: readonly DescribedField[], faults: FieldFault[]): Action[] {
  const actions = new Map<string, { action: Action; where: string }>()
  for (const field of fields) {
    const name = nameField(field, fields)
    const access = field.said.access ?? (field.root === 'mutation' ? 'write' : 'read')
    const route = { method: 'FIELD', path: `${field.type}.${field.name}` } as const
    const standing = actions.get(name)
    if (!standing)
      actions.set(name, {
        action: { name, label: labelOf(field.summary ?? wordsOf(field.name)), access, routes: [route] },
        where: field.where,
      })
    else if (standing.action.access !== access)
      faults.push({
        path: field.where,
        message: `is ${access} and ${standing.where} is ${standing.action.access}, both ${resource}:${name}: say \`access\` for both in @keyward`,
      })
    else standing.action.routes.push(route)
  }
  return [...actions.values()].map(({ action }) => action)
}
