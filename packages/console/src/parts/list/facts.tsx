import type { ReactNode } from 'react'
import classes from './facts.module.css'

export type Fact = { term: string; value: ReactNode }

/** Facts as term and value, aligned. */
export function Facts({ facts, dense = false }: { facts: readonly Fact[]; dense?: boolean }) {
  return (
    <dl className={classes.facts} data-dense={dense || undefined}>
      {facts.map(({ term, value }) => (
        <div key={term} className={classes.fact}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
