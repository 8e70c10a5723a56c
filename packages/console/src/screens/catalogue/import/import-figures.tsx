import type { ImportPreview } from '@keyward/contract'
import { losingTokens } from '../../../lib/catalogue-words.ts'
import classes from './import.module.css'

/** An import in numbers. */
export function ImportFigures({ preview: { diff, effects } }: { preview: ImportPreview }) {
  const figures = [
    { label: 'permissions added', value: diff.added.length },
    { label: 'removed', value: diff.removed.length },
    { label: 'opening more', value: diff.widened.length },
    { label: 'routes changed', value: routesChanged(diff) },
    { label: 'tokens that lose', value: losingTokens(effects) },
  ]
  return (
    <dl className={classes.figures}>
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value.toLocaleString('en-GB')}</dd>
        </div>
      ))}
    </dl>
  )
}

const routesChanged = ({ moved, relocated, routesAdded, routesRemoved }: ImportPreview['diff']) =>
  moved.length + relocated.length + routesAdded.length + routesRemoved.length
