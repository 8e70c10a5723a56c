import type { Permission } from '@keyward/contract'
import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { memo, useId, useState } from 'react'
import type { GridAction, GridResource } from '../../lib/catalogue/grid.ts'
import { useGradually } from '../../lib/gradually.ts'
import { ActionBox, type Toggle } from './action-box.tsx'
import classes from './permission-grid.module.css'

type ResourceBoxesProps = {
  resource: GridResource
  opened: boolean
  chosen: ReadonlySet<Permission>
  onToggle: Toggle
}

/** One resource: a box for all of it, and, opened, a box for each action. Drawn again only when one of its own is ticked. */
export const ResourceBoxes = memo(function ResourceBoxes({
  resource,
  opened,
  chosen,
  onToggle,
}: ResourceBoxesProps) {
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
        {shown && <ActionBoxes actions={resource.actions} chosen={chosen} onToggle={onToggle} />}
      </div>
    </fieldset>
  )
}, drawsTheSame)

type ActionBoxesProps = {
  actions: readonly GridAction[]
  chosen: ReadonlySet<Permission>
  onToggle: Toggle
}

function ActionBoxes({ actions, chosen, onToggle }: ActionBoxesProps) {
  return actions
    .slice(0, useGradually(actions.length))
    .map((action) => (
      <ActionBox
        key={action.permission}
        action={action}
        checked={chosen.has(action.permission)}
        onToggle={onToggle}
      />
    ))
}

function drawsTheSame(before: ResourceBoxesProps, now: ResourceBoxesProps): boolean {
  return (
    before.resource === now.resource &&
    before.opened === now.opened &&
    before.onToggle === now.onToggle &&
    now.resource.actions.every(
      ({ permission }) => before.chosen.has(permission) === now.chosen.has(permission),
    )
  )
}
