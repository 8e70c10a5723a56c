import { Checkbox, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { shortcutsOn, turnShortcuts } from '../../lib/shortcuts.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import classes from './shortcuts.module.css'

const KEYS = [
  { key: '/', does: 'Go to the search of the page' },
  { key: 'n', does: 'Generate a new API token' },
  { key: '?', does: 'Show this list' },
  { key: 'Esc', does: 'Close what lies over the page' },
]

/** What single keys do, and the way to turn them off. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(shortcutsOn)
  return (
    <Dialog onClose={onClose} title="Keyboard shortcuts">
      <Stack gap="lg">
        <dl className={classes.keys}>
          {KEYS.map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <Text size="sm" c="dimmed">
          They do nothing while you write. Everything can also be reached with the Tab key.
        </Text>
        <Checkbox
          label="Use single keys as shortcuts"
          description="Kept in this browser"
          checked={on}
          onChange={(event) => {
            setOn(event.currentTarget.checked)
            turnShortcuts(event.currentTarget.checked)
          }}
        />
      </Stack>
    </Dialog>
  )
}
