import type { QueryClient } from '@tanstack/react-query'

/** What every route is given. */
export type RouterContext = {
  queries: QueryClient
  /** The setup code that came with the address, or nothing. */
  setupCode: string
}
