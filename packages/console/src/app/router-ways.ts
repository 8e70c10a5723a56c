import type { OrganizationId } from '@keyward/contract'
import { useBlocker, useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Place } from '../lib/places.ts'
import type { Departure, Ways } from '../parts/ways.tsx'

/** The ways of the screens, as addresses of this console. */
export function useRouterWays(organization: OrganizationId | undefined): Ways {
  const router = useRouter()
  return useMemo(
    () => ({
      hrefOf: (place) => router.buildLocation(locationOf(place, organization)).href,
      go: (place) => {
        router.navigate(locationOf(place, organization))
      },
      useDeparture,
    }),
    [router, organization],
  )
}

function locationOf(place: Place, organization: OrganizationId | undefined) {
  if (place.at === 'sign-in') return { to: '/sign-in', search: { to: undefined } } as const
  if (place.at === 'forgot') return { to: '/forgot-password' } as const
  if (place.at === 'profile') return { to: '/profile', search: { from: organization } } as const
  if (!organization) return { to: '/' } as const
  const params = { organization }
  switch (place.at) {
    case 'tokens':
      return { to: '/o/$organization/settings/api-tokens', params, search: place.search ?? {} } as const
    case 'generate':
      return {
        to: '/o/$organization/settings/api-tokens/new',
        params,
        search: place.mine ? ({ owner: 'me' } as const) : {},
      } as const
    case 'token':
      return {
        to: '/o/$organization/settings/api-tokens/$tokenId',
        params: { ...params, tokenId: place.tokenId },
      } as const
    case 'edit':
      return {
        to: '/o/$organization/settings/api-tokens/$tokenId/edit',
        params: { ...params, tokenId: place.tokenId },
      } as const
    case 'member':
      return {
        to: '/o/$organization/settings/members/$memberId',
        params: { ...params, memberId: place.memberId },
      } as const
    case 'webhook':
      return {
        to: '/o/$organization/settings/webhooks/$webhookId',
        params: { ...params, webhookId: place.webhookId },
      } as const
    case 'import':
      return { to: '/o/$organization/settings/catalogue/import', params, search: { api: place.api } } as const
    case 'new-role':
      return { to: '/o/$organization/settings/roles/new', params } as const
    case 'role':
      return {
        to: '/o/$organization/settings/roles/$roleId',
        params: { ...params, roleId: place.roleId },
      } as const
    case 'edit-role':
      return {
        to: '/o/$organization/settings/roles/$roleId/edit',
        params: { ...params, roleId: place.roleId },
      } as const
    case 'inspector':
      return { to: '/o/$organization/settings/inspector', params, search: place.search } as const
    case 'section':
      return { to: `/o/$organization/settings/${place.name}`, params } as const
  }
}

function useDeparture(holding: boolean): Departure {
  const blocker = useBlocker({
    shouldBlockFn: () => holding,
    enableBeforeUnload: () => holding,
    withResolver: true,
  })
  return {
    asked: blocker.status === 'blocked',
    stay: () => blocker.reset?.(),
    leave: () => blocker.proceed?.(),
  }
}
