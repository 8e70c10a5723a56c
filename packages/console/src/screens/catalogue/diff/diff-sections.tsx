import type { CatalogueDiff, Permission, Route } from '@keyward/contract'
import type { ReactNode } from 'react'
import { counted } from '../../../lib/counted.ts'
import { Ago } from '../../../parts/relative-time.tsx'
import { AccessWord, RouteLines } from '../catalogue-cells.tsx'
import classes from './diff.module.css'

export type DiffSection = {
  title: string
  /** What it means, where that is not plain. */
  meaning?: string
  /** Whether it takes something away from somebody. */
  takes: boolean
  rows: { key: string; row: ReactNode }[]
}

/** A change as lists, what it takes away first; those that would be empty are left out. */
export function diffSections(diff: CatalogueDiff): DiffSection[] {
  return [
    {
      title: 'Permissions removed',
      takes: true,
      rows: diff.removed.map((each) => ({ key: each.permission, row: <Missed {...each} /> })),
    },
    {
      title: 'Permissions that open more',
      meaning:
        'Custom tokens and roles that name one of these lose it: to them it is a new permission. Give the further operation an action of its own to spare them.',
      takes: true,
      rows: diff.widened.map((each) => ({ key: each.permission, row: <Missed {...each} /> })),
    },
    {
      title: 'Routes removed',
      takes: true,
      rows: diff.routesRemoved.map((each) => ({ key: keyOf(each), row: <OwnRoute {...each} /> })),
    },
    {
      title: 'Routes with another permission',
      takes: true,
      rows: diff.moved.map((each) => ({
        key: keyOf(each),
        row: (
          <>
            <RouteLines routes={[each]} />
            <FromTo from={each.from} to={each.to} />
          </>
        ),
      })),
    },
    {
      title: 'Permissions added',
      takes: false,
      rows: diff.added.map((each) => ({ key: each.permission, row: <Described {...each} /> })),
    },
    {
      title: 'Routes added',
      takes: false,
      rows: diff.routesAdded.map((each) => ({ key: keyOf(each), row: <OwnRoute {...each} /> })),
    },
    {
      title: 'Operations at another path',
      takes: false,
      rows: diff.relocated.map((each) => ({
        key: `${each.method} ${each.from}`,
        row: (
          <>
            <span className={classes.code}>{each.permission}</span>
            <FromTo from={`${each.method} ${each.from}`} to={`${each.method} ${each.to}`} />
          </>
        ),
      })),
    },
    {
      title: 'Reading that becomes writing, or writing reading',
      meaning: 'Read-only tokens hold what reads.',
      takes: diff.accessChanged.some(({ to }) => to === 'write'),
      rows: diff.accessChanged.map((each) => ({
        key: each.permission,
        row: (
          <>
            <span className={classes.code}>{each.permission}</span>
            <FromTo from={each.from} to={each.to} />
          </>
        ),
      })),
    },
  ].filter(({ rows }) => rows.length > 0)
}

type Permitted = CatalogueDiff['added'][number]

function Described({ label, permission, access, routes }: Permitted) {
  return (
    <>
      <span>
        <span className={classes.name}>{label}</span>
        <span className={classes.code}>{permission}</span>
      </span>
      <RouteLines routes={routes} />
      <AccessWord access={access} />
    </>
  )
}

function Missed({ holders, users, lastUsedAt, ...described }: CatalogueDiff['removed'][number]) {
  return (
    <>
      <Described {...described} />
      <span className={classes.missed}>
        {holders === 0 ? 'named by no token' : `named by ${counted(holders, 'token')}`}
        {users > 0 && `, used by ${users.toLocaleString('en-GB')}`}
        {lastUsedAt && (
          <>
            , last <Ago at={lastUsedAt} />
          </>
        )}
      </span>
    </>
  )
}

function OwnRoute({ permission, ...route }: Route & { permission: Permission }) {
  return (
    <>
      <RouteLines routes={[route]} />
      <span className={classes.code}>{permission}</span>
    </>
  )
}

const FromTo = ({ from, to }: { from: string; to: string }) => (
  <span className={classes.code}>
    {from} → {to}
  </span>
)

const keyOf = ({ method, path }: Route) => `${method} ${path}`
