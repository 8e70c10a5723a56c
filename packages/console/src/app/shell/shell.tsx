import type { Membership, Session } from '@keyward/contract'
import { Burger, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { getRouteApi, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { mayGenerate } from '../../lib/rights.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { FreshSignInProvider } from '../../parts/dialog/fresh-sign-in.tsx'
import { lazyDialog } from '../../parts/dialog/lazy-dialog.tsx'
import { MembershipProvider } from '../../parts/membership.tsx'
import { Brand } from '../../parts/page/brand.tsx'
import { WaysProvider } from '../../parts/ways.tsx'
import { useRouterWays } from '../router-ways.ts'
import { Navigation } from './navigation.tsx'
import { OrganizationName } from './organization-name.tsx'
import classes from './shell.module.css'
import { UserMenu } from './user-menu.tsx'

const ShortcutsDialog = lazyDialog(async () => (await import('./shortcuts.tsx')).ShortcutsDialog)
const organizationRoute = getRouteApi('/o/$organization')
const accountRoute = getRouteApi('/profile')

/** The house around every screen of an organisation. */
export function Shell() {
  const { session, membership } = organizationRoute.useRouteContext()
  return <House session={session} membership={membership} />
}

/** The same around a person's own account. */
export function AccountShell() {
  const { session, membership } = accountRoute.useRouteContext()
  return <House session={session} membership={membership} />
}

function House({ session, membership }: { session: Session; membership: Membership }) {
  const ways = useRouterWays(membership.organization.id)
  const [opened, { toggle, close }] = useDisclosure()
  useFocusOnArrival(close)
  const [listing, { open: list, close: closeList }] = useDisclosure()
  useShortcuts({
    '/': () => document.querySelector<HTMLElement>('main input[data-search]')?.focus(),
    '?': list,
    n: () => mayGenerate(membership) && ways.go({ at: 'generate' }),
  })

  return (
    <MembershipProvider value={membership}>
      <WaysProvider value={ways}>
        <FreshSignInProvider email={session.user.email}>
          <a href="#main" className="kw-skip">
            Skip to the content
          </a>
          <header className={classes.header}>
            <Group gap="sm" wrap="nowrap" className={classes.start ?? ''}>
              <Burger
                opened={opened}
                onClick={toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label={opened ? 'Close the menu' : 'Open the menu'}
                aria-expanded={opened}
                aria-controls="main-navigation"
              />
              <a href="/" className={classes.home} aria-label="Keyward: start page">
                <Brand />
              </a>
              <OrganizationName session={session} current={membership.organization.id} />
            </Group>
            <UserMenu user={session.user} onShortcuts={list} />
          </header>
          <nav
            id="main-navigation"
            className={classes.navbar}
            data-opened={opened || undefined}
            aria-label="Main"
          >
            <Navigation onGo={close} />
          </nav>
          <main id="main" tabIndex={-1} className={classes.main}>
            <Outlet />
          </main>
          {listing && <ShortcutsDialog onClose={closeList} />}
        </FreshSignInProvider>
      </WaysProvider>
    </MembershipProvider>
  )
}

/** After a navigation the focus stands at the new screen's heading, so that it is read out. */
function useFocusOnArrival(onArrival: () => void) {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const before = useRef(path)
  const arrive = useRef(onArrival)
  arrive.current = onArrival
  useEffect(() => {
    if (path === undefined || before.current === path) return
    const first = before.current === undefined
    before.current = path
    if (first) return
    arrive.current()
    const inside =
      document.querySelector('main')?.contains(document.activeElement) &&
      document.activeElement?.tagName !== 'MAIN'
    if (!inside) document.querySelector<HTMLElement>('[data-page-heading]')?.focus({ preventScroll: true })
  }, [path])
}
