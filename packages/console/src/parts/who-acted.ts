import type { AuditEvent } from '@keyward/contract'

/** Who did it, through which token if any. */
export function whoActed({ actor, onBehalfOf }: AuditEvent): string {
  if (actor.kind !== 'token') return actor.name
  return onBehalfOf ? `${onBehalfOf.name}, through the token “${actor.name}”` : `The token “${actor.name}”`
}
