import { Text } from '@mantine/core'
import {
  IconBell,
  IconBrandGraphql,
  IconBuilding,
  IconChartBar,
  IconChecklist,
  IconHistory,
  IconKey,
  IconShieldLock,
  IconSitemap,
  IconUserShield,
  IconUsers,
  IconWebhook,
  IconZoomQuestion,
} from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Place } from '../../lib/places.ts'
import { mayDo } from '../../lib/rights.ts'
import { type SectionName, sectionsOf } from '../../lib/sections.ts'
import { useMembership } from '../../parts/membership.tsx'
import { PlaceLink, useWays } from '../../parts/ways.tsx'
import classes from './navigation.module.css'

type Icon = ComponentType<{ size: number; 'aria-hidden': true }>

const ICONS: Record<SectionName, Icon> = {
  usage: IconChartBar,
  approvals: IconChecklist,
  members: IconUsers,
  roles: IconUserShield,
  organization: IconBuilding,
  graphql: IconBrandGraphql,
  policy: IconShieldLock,
  notifications: IconBell,
  webhooks: IconWebhook,
  inspector: IconZoomQuestion,
  'audit-log': IconHistory,
  catalogue: IconSitemap,
}

/** The sections of the console that the person may look at. */
export function Navigation({ onGo }: { onGo: () => void }) {
  const membership = useMembership()
  const readable = (['organization', 'mine', 'members'] as const).some((whose) =>
    mayDo(membership, 'read', whose),
  )
  return (
    <div>
      <Text className={classes.section ?? ''} component="h2">
        Settings
      </Text>
      {readable && (
        <Entry to={{ at: 'tokens' }} icon={IconKey} onGo={onGo}>
          API tokens
        </Entry>
      )}
      {sectionsOf(membership).map(({ name, label }) => (
        <Entry key={name} to={{ at: 'section', name }} icon={ICONS[name]} onGo={onGo}>
          {label}
        </Entry>
      ))}
    </div>
  )
}

type EntryProps = { to: Place; icon: Icon; onGo: () => void; children: string }

function Entry({ to, icon: Icon, onGo, children }: EntryProps) {
  const { hrefOf } = useWays()
  const here = useRouterState({ select: (state) => state.location.pathname })
  const href = hrefOf(to)
  const inside = here === href || here.startsWith(`${href}/`)
  return (
    <PlaceLink
      to={to}
      onGo={onGo}
      className={classes.link ?? ''}
      underline="never"
      {...(inside && { 'aria-current': 'page' })}
    >
      <Icon size={18} aria-hidden />
      {children}
    </PlaceLink>
  )
}
