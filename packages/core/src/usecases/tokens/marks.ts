import type { TokenMark } from '@keyward/contract'
import type { Mark } from '../../ports.ts'
import { DAY_MS } from '../../world.ts'

const SOON_MS = 7 * DAY_MS

/** What a mark comes to at an instant. */
export function markAt(mark: TokenMark, now: number): Mark {
  switch (mark) {
    case 'expiring_soon':
      return { kind: 'ending', before: now + SOON_MS }
    case 'never_used':
      return { kind: 'unused' }
    case 'refused_lately':
      return { kind: 'refused', since: now - DAY_MS }
  }
}
