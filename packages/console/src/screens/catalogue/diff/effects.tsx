import type { TokenEffects } from '@keyward/contract'
import { Text } from '@mantine/core'
import { effectLines } from '../../../lib/catalogue/catalogue-words.ts'
import { Facts } from '../../../parts/list/facts.tsx'
import classes from './diff.module.css'

/** What a change does to live tokens, by their access. */
export function Effects({ effects }: { effects: TokenEffects }) {
  const told = effectLines(effects)
  return (
    <section aria-label="Live tokens" className={classes.effects}>
      <h2 className={classes.heading}>Live tokens</h2>
      {told.length === 0 && <Text size="sm">No token gains or loses anything.</Text>}
      <Facts
        dense
        facts={told.map(({ access, lines }) => ({
          term: access,
          value: lines.map((line) => <div key={line}>{line}</div>),
        }))}
      />
    </section>
  )
}
