import type { Permission } from '@keyward/contract'
import { Checkbox } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import type { GridAction } from '../../lib/catalogue/grid.ts'
import { useTip } from '../tip.tsx'
import classes from './permission-grid.module.css'

const BESIDE = 2

export type Toggle = (permissions: readonly Permission[], on: boolean) => void

type ActionBoxProps = {
  action: GridAction
  checked?: boolean
  disabled?: boolean
  onToggle?: Toggle
}

/** One thing that a token can be allowed, with the routes that it opens beside it. */
export const ActionBox = memo(function ActionBox({
  action,
  checked = false,
  disabled = false,
  onToggle,
}: ActionBoxProps) {
  const box = (
    <Checkbox
      className={classes.box ?? ''}
      label={action.label}
      description={<Opens action={action} />}
      checked={checked}
      disabled={disabled}
      onChange={(event) => onToggle?.([action.permission], event.currentTarget.checked)}
    />
  )
  return action.routes.length <= BESIDE ? box : <WithRoutes action={action}>{box}</WithRoutes>
})

/** All the routes on hover and focus, where there is not room for them beside the box. */
function WithRoutes({ action, children }: { action: GridAction; children: ReactNode }) {
  const all = action.routes.map((route) => (
    <div key={`${route.method} ${route.path}`}>{`${route.method} ${route.path}`}</div>
  ))
  const tip = useTip(all)
  return (
    <div {...tip.on}>
      {children}
      {tip.card}
    </div>
  )
}

function Opens({ action }: { action: GridAction }) {
  if (action.routes.length === 0) return <span className="kw-mono">{action.permission}</span>
  const more = action.routes.length - BESIDE
  return (
    <>
      {action.routes.slice(0, BESIDE).map((route) => (
        <span key={`${route.method} ${route.path}`} className={classes.route}>
          <b>{route.method}</b> {route.path}
        </span>
      ))}
      {more > 0 && <span className={classes.route}>and {more} more</span>}
    </>
  )
}
