import { Outlet } from '@tanstack/react-router'
import { WaysProvider } from '../parts/ways.tsx'
import { useRouterWays } from './router-ways.ts'

/** Stands around setup and sign-in, where there is no organisation yet. */
export function EntryLayout() {
  const ways = useRouterWays(undefined)
  return (
    <WaysProvider value={ways}>
      <Outlet />
    </WaysProvider>
  )
}
