import type { CatalogueDiff } from '@keyward/contract'
import { useState } from 'react'
import { useGradually } from '../../../lib/gradually.ts'
import classes from './diff.module.css'
import { type DiffSection, diffSections } from './diff-sections.tsx'

const FIRST_ROWS = 100
const OPEN_UP_TO = 8

/** What a change does to permissions and routes: one list for each way in which it does something. */
export function DiffLists({ diff }: { diff: CatalogueDiff }) {
  return (
    <div className={classes.lists}>
      {diffSections(diff).map((section) => (
        <DiffList key={section.title} {...section} />
      ))}
    </div>
  )
}

function Rows({ rows }: Pick<DiffSection, 'rows'>) {
  return rows.slice(0, useGradually(rows.length)).map(({ key, row }) => (
    <li key={key} className={classes.row}>
      {row}
    </li>
  ))
}

function DiffList({ title, meaning, takes, rows }: DiffSection) {
  const [shown, setShown] = useState(takes && rows.length <= OPEN_UP_TO)
  const [all, setAll] = useState(false)
  const left = rows.length - FIRST_ROWS
  return (
    <details
      className={classes.section}
      data-takes={takes || undefined}
      open={shown}
      onToggle={(event) => setShown(event.currentTarget.open)}
    >
      <summary>
        {title} <span className={classes.count}>{rows.length.toLocaleString('en-GB')}</span>
      </summary>
      {shown && (
        <>
          {meaning && <p className={classes.meaning}>{meaning}</p>}
          <ul className={classes.rows} aria-label={title}>
            <Rows rows={all ? rows : rows.slice(0, FIRST_ROWS)} />
          </ul>
          {left > 0 && !all && (
            <button type="button" className={classes.more} onClick={() => setAll(true)}>
              Show {left.toLocaleString('en-GB')} more
            </button>
          )}
        </>
      )}
    </details>
  )
}
