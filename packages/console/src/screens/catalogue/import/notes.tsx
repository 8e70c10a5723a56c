import type { ImportPreview } from '@keyward/contract'
import { useState } from 'react'
import { counted } from '../../../lib/counted.ts'
import classes from './import.module.css'

/** What of the description is not bound to a route, and why. */
export function Notes({ notes }: Pick<ImportPreview, 'notes'>) {
  const [shown, setShown] = useState(false)
  if (notes.length === 0) return null
  return (
    <details className={classes.place} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{counted(notes.length, 'note')} on what is not taken as it stands</summary>
      {shown && (
        <ul className={classes.notes}>
          {notes.map(({ where, note }) => (
            <li key={`${where} ${note}`}>
              <span className="kw-mono">{where}</span> {note}
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
