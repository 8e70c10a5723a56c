import type { QueryClient } from '@tanstack/react-query'
import type { Fragment } from './fragment.ts'

/** What every route is given. */
export type RouterContext = { queries: QueryClient } & Fragment
