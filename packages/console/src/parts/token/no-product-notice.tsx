import type { Catalogue } from '@keyward/contract'
import { hasProduct } from '../../lib/catalogue/grid.ts'
import { Notice } from '../page/notice.tsx'
import { PlaceLink } from '../ways.tsx'

/** Says that there is nothing to protect yet, and where to begin. */
export function NoProductNotice({ catalogue }: { catalogue: Catalogue }) {
  if (hasProduct(catalogue)) return null
  return (
    <Notice tone="hint" title="There is no API yet">
      <span>
        Read-only and full access cover your product’s APIs, and this server knows of none. Import an OpenAPI
        description in the{' '}
        <PlaceLink to={{ at: 'section', name: 'catalogue' }} inherit>
          catalogue
        </PlaceLink>
        : tokens follow without being changed.
      </span>
    </Notice>
  )
}
