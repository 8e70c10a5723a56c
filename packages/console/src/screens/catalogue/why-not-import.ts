import { permission } from '@keyward/contract'
import { whyNotWith } from '../../lib/rights.ts'
import { useMembership } from '../../parts/membership.tsx'

/** Why the person may not change the catalogue; undefined if they may. */
export function useWhyNotImport(): string | undefined {
  return whyNotWith(useMembership(), permission('keyward', 'catalogue', 'import'), 'import APIs')
}
