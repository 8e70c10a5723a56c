import type { ApiUse } from '@keyward/contract'
import { Text } from '@mantine/core'
import { useState } from 'react'
import { counted } from '../../lib/counted.ts'
import classes from './catalogue.module.css'

/** Names that went or came to mean more: what was given under them before is gone. */
export function RetiredNames({ retired }: { retired: ApiUse['retired'] }) {
  const [shown, setShown] = useState(false)
  if (retired.length === 0) return null
  return (
    <details className={classes.details} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{counted(retired.length, 'retired name')}</summary>
      {shown && (
        <>
          <Text size="sm" c="dimmed" mt="xs" mb="xs">
            Tokens to which one of these was given by name before its revision no longer have it, also where
            the catalogue has the name again.
          </Text>
          <ul className={classes.list}>
            {retired.map(({ permission, revision, stands }) => (
              <li key={permission}>
                <span className="kw-mono">{permission}</span>
                <span className={classes.count}>
                  {stands ? `means more since revision ${revision}` : `gone since revision ${revision}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  )
}
