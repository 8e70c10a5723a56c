import type { InputOf, OutputOf } from '@keyward/contract'

type Page = OutputOf<'listTokens'>

/** Walks every page of a list, fetching the next one when it is reached. */
export async function* eachToken(
  listPage: (input: InputOf<'listTokens'>) => Promise<Page>,
  filter: InputOf<'listTokens'>,
): AsyncGenerator<Page['tokens'][number], void, undefined> {
  let page = await listPage(filter)
  while (true) {
    yield* page.tokens
    if (page.nextCursor === null) return
    page = await listPage({ ...filter, cursor: page.nextCursor })
  }
}
