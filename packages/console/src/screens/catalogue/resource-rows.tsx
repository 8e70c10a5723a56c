import type { ApiUse, Permission } from '@keyward/contract'
import { UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { GridAction, GridResource } from '../../lib/catalogue/grid.ts'
import { counted } from '../../lib/counted.ts'
import { formatAgo } from '../../lib/dates.ts'
import { useGradually } from '../../lib/gradually.ts'
import { useNow } from '../../lib/now.ts'
import classes from './catalogue.module.css'
import { AccessWord, RouteLines } from './catalogue-cells.tsx'

type Use = ApiUse['permissions'][number]
type ResourceRowsProps = { resource: GridResource; opened: boolean; uses: ReadonlyMap<Permission, Use> }

/** One resource: closed, its name and size; opened, each permission with its routes and who uses it. */
export function ResourceRows({ resource, opened, uses }: ResourceRowsProps) {
  const [shown, setShown] = useState(opened)
  const id = useId()
  return (
    <div className={classes.resource}>
      <h3 className={classes.plain}>
        <UnstyledButton
          className={classes.opener}
          aria-expanded={shown}
          aria-controls={id}
          onClick={() => setShown(!shown)}
        >
          <span className={classes.label}>{resource.label}</span>
          <span className={classes.count}>{counted(resource.actions.length, 'permission')}</span>
          <IconChevronDown size={18} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      </h3>
      <ul id={id} hidden={!shown} className={classes.rows} aria-label={resource.label}>
        {shown && <PermissionRows actions={resource.actions} uses={uses} />}
      </ul>
    </div>
  )
}

type PermissionRowsProps = { actions: readonly GridAction[] } & Pick<ResourceRowsProps, 'uses'>

function PermissionRows({ actions, uses }: PermissionRowsProps) {
  return actions
    .slice(0, useGradually(actions.length))
    .map((action) => (
      <PermissionRow key={action.permission} action={action} use={uses.get(action.permission)} />
    ))
}

function PermissionRow({ action, use }: { action: GridAction; use: Use | undefined }) {
  return (
    <li className={classes.row}>
      <div>
        <span className={classes.name}>{action.label}</span>
        <span className={`kw-mono ${classes.code}`}>{action.permission}</span>
      </div>
      <RouteLines routes={action.routes} />
      <AccessWord access={action.access} />
      <div className={classes.use}>{use && <UseWords use={use} />}</div>
    </li>
  )
}

function UseWords({ use: { holders, users, lastUsedAt } }: { use: Use }) {
  const now = useNow()
  if (holders === 0 && users === 0) return <>No token</>
  return (
    <>
      {counted(holders, 'token')}
      <span className={classes.code}>
        {lastUsedAt === null ? 'never used' : `${users} used it, last ${formatAgo(lastUsedAt, now)}`}
      </span>
    </>
  )
}
