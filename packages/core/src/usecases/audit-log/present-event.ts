import { ActorName, AuditSubject, MemberId, type AuditEvent as Shown } from '@keyward/contract'
import { z } from 'zod'
import type { AuditEvent } from '../../audit/event.ts'
import { instant } from '../instant.ts'

/** What people are shown of a body. Older events may lack what later ones say. */
const Told = z.object({
  actor: ActorName,
  onBehalfOf: z.object({ id: MemberId, name: z.string() }).optional(),
  subject: AuditSubject.nullable(),
  requestId: z.string().nullable(),
  address: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
})

/** A stored event as every surface shows it. One that somebody damaged is shown by its columns, and says so. */
export function presentEvent(event: AuditEvent): Shown {
  const { sequence, kind } = event
  const told = Told.safeParse(readJson(event.text))
  const body = told.success
    ? { ...told.data, onBehalfOf: told.data.onBehalfOf ?? null }
    : {
        actor: { kind: 'system' as const, id: event.actorId, name: event.actorId ?? 'unknown' },
        onBehalfOf: null,
        subject: null,
        requestId: null,
        address: null,
        facts: {},
      }
  return { sequence, at: instant(event.at), kind, ...body, damaged: !told.success }
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
