import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Place } from '../../lib/places.ts'
import { PlaceLink } from '../ways.tsx'
import classes from './back-link.module.css'

export function BackLink({ to, children }: { to: Place; children: ReactNode }) {
  return (
    <PlaceLink to={to} className={classes.back ?? ''} size="sm">
      <IconArrowLeft size={16} aria-hidden />
      {children}
    </PlaceLink>
  )
}
