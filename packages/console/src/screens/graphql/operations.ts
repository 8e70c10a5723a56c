import { Kind, OperationTypeNode, parse } from 'graphql'

/** One operation of a document: where it stands, and whether it changes something. */
export type DocumentOperation = { name: string | undefined; changes: boolean; from: number; to: number }

/** The operations of a document; none while it cannot be read. */
export function operationsIn(text: string): DocumentOperation[] {
  try {
    return parse(text).definitions.flatMap((each) =>
      each.kind === Kind.OPERATION_DEFINITION && each.loc
        ? [
            {
              name: each.name?.value,
              changes: each.operation === OperationTypeNode.MUTATION,
              from: each.loc.start,
              to: each.loc.end,
            },
          ]
        : [],
    )
  } catch {
    return []
  }
}

/** The operation that is meant where the cursor stands: the one around it, else the last before it, else the first. */
export function operationAt(
  operations: readonly DocumentOperation[],
  position: number,
): DocumentOperation | undefined {
  return operations.findLast(({ from }) => from <= position) ?? operations[0]
}
