import type { Permission } from '@keyward/contract'
import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { GridResource } from '../../lib/grid.ts'
import { ActionBox } from './action-box.tsx'
import classes from './permission-grid.module.css'

type ResourceBoxesProps = {
  resource: GridResource
  opened: boolean
  chosen: ReadonlySet<Permission>
  onToggle: (permissions: readonly Permission[], on: boolean) => void
}

/** One resource: a box for all of it, and, opened, a box for each action. */
export function ResourceBoxes({ resource, opened, chosen, onToggle }: ResourceBoxesProps) {
  const [shown, setShown] = useState(opened)
  const id = useId()
  const permissions = resource.actions.map((action) => action.permission)
  const ticked = permissions.filter((permission) => chosen.has(permission)).length
  const all = ticked === permissions.length

  return (
    <fieldset className={classes.resource} aria-label={resource.label}>
      <div className={classes.head}>
        <Checkbox
          aria-label={`All of ${resource.label}`}
          checked={all}
          indeterminate={ticked > 0 && !all}
          onChange={() => onToggle(permissions, !all)}
        />
        <UnstyledButton
          className={classes.opener}
          aria-expanded={shown}
          aria-controls={id}
          onClick={() => setShown(!shown)}
        >
          <span className={classes.label}>{resource.label}</span>
          <span className={classes.count}>
            {ticked} of {permissions.length}
          </span>
          <IconChevronDown size={18} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      </div>
      <div id={id} hidden={!shown} className={classes.boxes}>
        {shown &&
          resource.actions.map((action) => (
            <ActionBox
              key={action.permission}
              action={action}
              checked={chosen.has(action.permission)}
              onChange={(on) => onToggle([action.permission], on)}
            />
          ))}
      </div>
    </fieldset>
  )
}
