import type { Client } from '@keyward/client'
import type { TokenSort } from '@keyward/contract'
import { download } from '../../lib/download.ts'
import { csvHead, csvLines } from '../../lib/token/token-csv.ts'
import type { toListInput } from '../../lib/token/token-list-search.ts'

type Saving = {
  client: Client
  input: ReturnType<typeof toListInput>
  signal: AbortSignal
  onProgress: (saved: number) => void
}

/** The order that goes on where it was when tokens change between two pages. */
const STEADY: TokenSort = 'createdAt'
const PAGE = 200

/** Saves every token that matches as a file, fetched page by page. */
export async function saveTokens({ client, input, signal, onProgress }: Saving): Promise<void> {
  const parts = [csvHead()]
  let saved = 0
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Client['listTokens']>> = await client.listTokens(
      { ...input, sort: STEADY, limit: PAGE, ...(cursor !== null && { cursor }) },
      { signal },
    )
    parts.push(csvLines(page.tokens))
    saved += page.tokens.length
    cursor = page.nextCursor
    onProgress(saved)
  } while (cursor !== null)
  download(new Blob(parts, { type: 'text/csv;charset=utf-8' }), 'api-tokens.csv')
}
