import type { AuditEvent } from '@keyward/contract'
import { apart } from '../../lib/names.ts'

/** Who did it, through which token if any. */
export function whoActed({ actor, onBehalfOf }: AuditEvent): string {
  const name = apart(actor.name)
  if (actor.kind !== 'token') return name
  return onBehalfOf ? `${apart(onBehalfOf.name)}, through the token “${name}”` : `The token “${name}”`
}
