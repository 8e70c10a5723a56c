import type { ImportPreview } from '@keyward/contract'
import { losingTokens } from '../../../lib/catalogue/catalogue-words.ts'
import { type Figure, Figures } from '../../../parts/list/figures.tsx'

/** An import in numbers. */
export function ImportFigures({ preview: { diff, effects } }: { preview: ImportPreview }) {
  const figures: readonly Figure[] = [
    { label: 'permissions added', value: diff.added.length },
    { label: 'removed', value: diff.removed.length },
    { label: 'opening more', value: diff.widened.length },
    { label: 'routes changed', value: routesChanged(diff) },
    { label: 'tokens that lose', value: losingTokens(effects) },
  ]
  return <Figures figures={figures} />
}

const routesChanged = ({ moved, relocated, routesAdded, routesRemoved }: ImportPreview['diff']) =>
  moved.length + relocated.length + routesAdded.length + routesRemoved.length
