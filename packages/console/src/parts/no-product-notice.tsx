import type { Catalogue } from '@keyward/contract'
import { Anchor } from '@mantine/core'
import { hasProduct } from '../lib/grid.ts'
import { Notice } from './notice.tsx'

/** Says that there is nothing to protect yet, and how to declare it. */
export function NoProductNotice({ catalogue }: { catalogue: Catalogue }) {
  if (hasProduct(catalogue)) return null
  return (
    <Notice tone="hint" title="No API is declared yet">
      <span>
        Read-only and full access cover your product’s APIs, and this server knows of none. List them in a
        file and start the server with <span className="kw-mono">KEYWARD_CATALOGUE=catalogue.json</span>:
        tokens follow without being changed. The{' '}
        <Anchor href="/reference" inherit>
          reference
        </Anchor>{' '}
        shows the shape of an API.
      </span>
    </Notice>
  )
}
