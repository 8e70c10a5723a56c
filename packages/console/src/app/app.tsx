import { KeywardProblem } from '@keyward/client'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { refreshWhileWatched } from '../lib/presence.ts'
import { Toasts } from '../parts/toast/toasts.tsx'
import { MintedSlotProvider } from '../parts/token/minted-slot.tsx'
import { beginWithLaterLinks, takeFragment } from './fragment.ts'
import { getNonce } from './nonce.ts'
import { createConsoleRouter } from './router.tsx'
import { cssVariables, theme } from './theme.ts'

const colorScheme = localStorageColorSchemeManager({ key: 'keyward-color-scheme' })

// The client repeats what is worth repeating; a second layer of repeats would only make a failure slow.
const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 5_000, networkMode: 'always', throwOnError: shouldThrow },
  },
})
refreshWhileWatched()
const router = createConsoleRouter(queries, takeFragment())
beginWithLaterLinks()

/** A screen that has data keeps it when a refresh fails; one that never had any shows the failure. */
function shouldThrow(error: Error, query: { state: { data: unknown } }): boolean {
  return query.state.data === undefined && !(error instanceof KeywardProblem)
}

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
      getStyleNonce={getNonce}
      deduplicateCssVariables
    >
      <QueryClientProvider client={queries}>
        <MintedSlotProvider>
          <RouterProvider router={router} />
          <Toasts />
        </MintedSlotProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
