import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql'

/** The fields that a query asks for, as `Type.field`: those of root types, and all others. */
export type AskedFields = { root: ReadonlySet<string>; below: ReadonlySet<string> }

/**
 * Every field that an operation of a valid document asks for, by the name that the schema has for it: whatever alias it
 * goes by, through whichever fragment it comes, whether or not a variable would skip it. A field of an interface counts
 * as one of every type that it may be of.
 */
export function fieldsAsked(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): AskedFields {
  const root = new Set<string>()
  const below = new Set<string>()
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each)
  const walked = new Set<string>()
  const operation = getOperationAST(document, operationName)
  const top = operation && schema.getRootType(operation.operation)
  if (top) walk(operation.selectionSet, top)
  return { root, below }

  function walk({ selections }: SelectionSetNode, parent: GraphQLCompositeType): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const { value: name } = selection.name
        for (const type of typesLike(schema, parent)) (parent === top ? root : below).add(`${type}.${name}`)
        const field = isUnionType(parent) ? undefined : parent.getFields()[name]
        const type = field && getNamedType(field.type)
        if (selection.selectionSet && isCompositeType(type)) walk(selection.selectionSet, type)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition && schema.getType(selection.typeCondition.name.value)
        walk(selection.selectionSet, isCompositeType(type) ? type : parent)
      } else {
        const fragment = fragments.get(selection.name.value)
        const type = fragment && schema.getType(fragment.typeCondition.name.value)
        // A fragment's type is its own: what it asks for is the same wherever it is spread.
        if (!fragment || !isCompositeType(type) || walked.has(selection.name.value)) continue
        walked.add(selection.name.value)
        walk(fragment.selectionSet, type)
      }
    }
  }
}

/** The names of a type, of those that it may be, and of the interfaces that these have. */
function typesLike(schema: GraphQLSchema, type: GraphQLCompositeType): ReadonlySet<string> {
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type]
  return new Set([
    type.name,
    ...possible.map(({ name }) => name),
    ...possible.flatMap((each) =>
      'getInterfaces' in each ? each.getInterfaces().map(({ name }) => name) : [],
    ),
  ])
}
