import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Place } from '../lib/places.ts'
import classes from './back-link.module.css'
import { PlaceLink } from './ways.tsx'

export function BackLink({ to, children }: { to: Place; children: ReactNode }) {
  return (
    <PlaceLink to={to} className={classes.back ?? ''} size="sm">
      <IconArrowLeft size={16} aria-hidden />
      {children}
    </PlaceLink>
  )
}
