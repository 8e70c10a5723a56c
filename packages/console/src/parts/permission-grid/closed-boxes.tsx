import type { Membership, Permission } from '@keyward/contract'
import { Stack, Text, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconLock } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { actionsOf, type GridApi } from '../../lib/catalogue/grid.ts'
import { whomToAsk } from '../../lib/rights.ts'
import { ActionBox } from './action-box.tsx'
import classes from './permission-grid.module.css'

/** What the person may not grant: named, so that they know what to ask for, and whom. */
type ClosedBoxesProps = { grid: readonly GridApi[]; membership: Membership; chosen: ReadonlySet<Permission> }

export function ClosedBoxes({ grid, membership, chosen }: ClosedBoxesProps) {
  const [shown, setShown] = useState(false)
  const id = useId()
  const count = actionsOf(grid).length
  if (count === 0) return null
  return (
    <div>
      <UnstyledButton
        className={classes.closed}
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setShown(!shown)}
      >
        <IconLock size={16} aria-hidden />
        {count} more {count === 1 ? 'needs' : 'need'} other rights
        <IconChevronDown size={18} aria-hidden className={classes.chevron} />
      </UnstyledButton>
      <div id={id} hidden={!shown}>
        {shown && (
          <Stack gap="md" mt="sm">
            <Text size="sm">
              Nobody grants more than they hold. Ask {whomToAsk(membership)} to grant these, or for the
              rights.
            </Text>
            {grid.flatMap((api) =>
              api.resources.map((resource) => (
                <fieldset
                  key={resource.key}
                  className={classes.plain}
                  disabled
                  aria-label={`${api.name}: ${resource.label}`}
                >
                  <Text size="sm" fw={600} mb={6}>
                    {api.name}: {resource.label}
                  </Text>
                  <div className={classes.boxes}>
                    {resource.actions.map((action) => (
                      <ActionBox
                        key={action.permission}
                        action={action}
                        checked={chosen.has(action.permission)}
                        disabled
                      />
                    ))}
                  </div>
                </fieldset>
              )),
            )}
          </Stack>
        )}
      </div>
    </div>
  )
}
