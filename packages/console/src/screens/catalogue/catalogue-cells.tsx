import type { Route } from '@keyward/contract'
import { IconEye, IconPencil } from '@tabler/icons-react'
import classes from './catalogue.module.css'

/** Whether a permission reads or writes, by word and shape. */
export function AccessWord({ access }: { access: 'read' | 'write' }) {
  const Icon = access === 'read' ? IconEye : IconPencil
  return (
    <span className={classes.access} data-access={access}>
      <Icon size={14} aria-hidden />
      {access}
    </span>
  )
}

/** Routes, one a line. */
export function RouteLines({ routes }: { routes: readonly Route[] }) {
  return (
    <div className={classes.routes}>
      {routes.length === 0 && <span className={classes.none}>no route</span>}
      {routes.map(({ method, path }) => (
        <span key={`${method} ${path}`}>
          <b>{method}</b> {path}
        </span>
      ))}
    </div>
  )
}
