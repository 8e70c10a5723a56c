import type { Permission } from '@keyward/contract'
import { Checkbox } from '@mantine/core'
import type { GridAction, GridApi } from '../../lib/catalogue/grid.ts'
import classes from './permission-grid.module.css'

type ApiTogglesProps = {
  api: GridApi
  chosen: ReadonlySet<Permission>
  onToggle: (permissions: readonly Permission[], on: boolean) => void
}

const KINDS: { label: string; keep: (action: GridAction) => boolean }[] = [
  { label: 'Everything', keep: () => true },
  { label: 'Everything that reads', keep: ({ access }) => access === 'read' },
  { label: 'Everything that writes', keep: ({ access }) => access === 'write' },
]

/** Boxes for all of an API that is shown, for what reads and for what writes: mixed while some of it is ticked. */
export function ApiToggles({ api, chosen, onToggle }: ApiTogglesProps) {
  const actions = api.resources.flatMap((resource) => resource.actions)
  return (
    <div className={classes.toggles}>
      {KINDS.map(({ label, keep }) => {
        const permissions = actions.filter(keep).map((action) => action.permission)
        const ticked = permissions.filter((permission) => chosen.has(permission)).length
        const all = ticked === permissions.length
        return permissions.length === 0 ? null : (
          <Checkbox
            key={label}
            label={`${label} (${permissions.length})`}
            aria-label={`${label} (${permissions.length}) of ${api.name}`}
            checked={all}
            indeterminate={ticked > 0 && !all}
            onChange={() => onToggle(permissions, !all)}
          />
        )
      })}
    </div>
  )
}
