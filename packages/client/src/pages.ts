import {
  type InputOf,
  type Operation,
  type OperationName,
  type OutputOf,
  operations,
} from '@keyward/contract'

/** The operations that answer a page at a time. */
export type PagedName = {
  [N in OperationName]: OutputOf<N> extends { nextCursor: string | null } ? N : never
}[OperationName]

/** What an operation lists. */
type ItemOf<N extends PagedName> = {
  [K in keyof OutputOf<N>]: OutputOf<N>[K] extends readonly (infer Item)[] ? Item : never
}[keyof OutputOf<N>]

type EachName<N extends string> = N extends `list${infer Things}ies`
  ? `each${Things}y`
  : N extends `list${infer Things}s`
    ? `each${Things}`
    : N extends `get${infer Things}`
      ? `each${Things}`
      : never

type WithoutCursor<I> = unknown extends I ? unknown : Omit<I, 'cursor'>
type Each<N extends PagedName, O> =
  Record<never, never> extends WithoutCursor<InputOf<N>>
    ? (filter?: WithoutCursor<InputOf<N>>, options?: O) => AsyncIterableIterator<ItemOf<N>>
    : (filter: WithoutCursor<InputOf<N>>, options?: O) => AsyncIterableIterator<ItemOf<N>>

/** Every item of each paged list, page after page: `eachToken` of `listTokens`, and so on. */
export type Walks<O> = { readonly [N in PagedName as EachName<N>]: Each<N, O> }

/** What walks a paged operation is called; undefined for one that answers all at once. */
export function eachNameOf(name: OperationName): string | undefined {
  if (!operationIsPaged(name)) return undefined
  const [, ies, s, got] = /^(?:list(\w+)ies|list(\w+)s|get(\w+))$/.exec(name) ?? []
  return `each${ies === undefined ? (s ?? got) : `${ies}y`}`
}

function operationIsPaged(name: OperationName): boolean {
  const { query }: Operation = operations[name]
  return query !== undefined && 'cursor' in query.shape
}

type Page = { nextCursor: string | null; [list: string]: unknown }

/** Walks every page of a list, fetching the next one when it is reached. */
export async function* eachItem(
  fetchPage: (input: object) => Promise<unknown>,
  filter: object,
): AsyncGenerator<unknown, void, undefined> {
  let page = (await fetchPage(filter)) as Page
  while (true) {
    yield* Object.values(page).find((value) => Array.isArray(value)) ?? []
    if (page.nextCursor === null) return
    page = (await fetchPage({ ...filter, cursor: page.nextCursor })) as Page
  }
}
