import type { Catalogue, Membership, Permission } from '@keyward/contract'
import { Stack, Text, TextInput, Title } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { actionsOf, filterGrid, type GridApi, gridOf, searchGrid } from '../../lib/catalogue/grid.ts'
import type { Toggle } from './action-box.tsx'
import { ApiToggles } from './api-toggles.tsx'
import { ClosedBoxes } from './closed-boxes.tsx'
import classes from './permission-grid.module.css'
import { ResourceBoxes } from './resource-boxes.tsx'

type PermissionGridProps = {
  catalogue: Catalogue
  membership: Membership
  value: readonly Permission[]
  onChange: (value: readonly Permission[]) => void
}

const OPEN_AT_FIRST = 24
const SEARCH_FROM = 12
/** So many boxes are drawn by themselves; what is beyond stays folded. */
const OPEN_AT_MOST = 40

/** Boxes for everything that the person may grant; what they may not folds under one line at the end. */
export function PermissionGrid({ catalogue, membership, value, onChange }: PermissionGridProps) {
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const { open, closed } = useMemo(() => divide(catalogue, membership), [catalogue, membership])
  const chosen = useMemo(() => new Set(value), [value])
  const found = useMemo(() => searchGrid(open, search), [open, search])
  const count = useMemo(() => actionsOf(open).length, [open])

  const closedFound = useMemo(() => searchGrid(closed, search), [closed, search])
  const opened = useMemo(
    () => (search !== '' || productCount(open) <= OPEN_AT_FIRST ? openedOf(found) : new Set<string>()),
    [open, found, search],
  )
  const latest = useRef({ value, onChange })
  latest.current = { value, onChange }

  const toggle = useCallback<Toggle>((permissions, on) => {
    const next = new Set(latest.current.value)
    for (const permission of permissions) on ? next.add(permission) : next.delete(permission)
    latest.current.onChange([...next])
  }, [])

  return (
    <Stack gap="md" className={classes.grid}>
      {count >= SEARCH_FROM && (
        <TextInput
          data-search
          aria-label="Search permissions"
          placeholder="Search by name or route, such as GET /notes"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {found.map((api) => (
        <ApiBoxes key={api.slug} api={api} opened={opened} chosen={chosen} onToggle={toggle} />
      ))}
      {found.length === 0 && <Text c="dimmed">No permission that you may grant matches “{search}”.</Text>}
      <ClosedBoxes grid={closedFound} membership={membership} chosen={chosen} />
    </Stack>
  )
}

type ApiBoxesProps = {
  api: GridApi
  opened: ReadonlySet<string>
  chosen: ReadonlySet<Permission>
  onToggle: Toggle
}

function ApiBoxes({ api, opened, chosen, onToggle }: ApiBoxesProps) {
  return (
    <section aria-label={api.name}>
      <Title order={2} size="h3" mb={4}>
        {api.name}
      </Title>
      {api.management && (
        <Text size="sm" c="dimmed" mb="xs">
          These are for looking after Keyward itself. A program that only calls your APIs needs none of them.
        </Text>
      )}
      <ApiToggles api={api} chosen={chosen} onToggle={onToggle} />
      <div className={classes.resources}>
        {api.resources.map((resource) => (
          <ResourceBoxes
            key={`${resource.key}-${opened.has(resource.key)}`}
            resource={resource}
            opened={opened.has(resource.key)}
            chosen={chosen}
            onToggle={onToggle}
          />
        ))}
      </div>
    </section>
  )
}

function divide(catalogue: Catalogue, membership: Membership) {
  const held = new Set(membership.permissions)
  const grid = gridOf(catalogue)
  return {
    open: filterGrid(grid, (action) => held.has(action.permission)),
    closed: filterGrid(grid, (action) => !held.has(action.permission)),
  }
}

/** The product's resources from the top, as far as not too much is drawn at once. */
function openedOf(grid: readonly GridApi[]): ReadonlySet<string> {
  let drawn = 0
  const resources = grid.flatMap((api) => (api.management ? [] : api.resources))
  const open = resources.filter(({ actions }) => {
    const fits = drawn < OPEN_AT_MOST
    drawn += actions.length
    return fits
  })
  return new Set(open.map(({ key }) => key))
}

const productCount = (grid: readonly GridApi[]) => actionsOf(grid.filter((api) => !api.management)).length
