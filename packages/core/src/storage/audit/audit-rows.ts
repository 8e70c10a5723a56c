import type { AuditKind } from '@keyward/contract'
import type { Selectable } from 'kysely'
import type { AuditEvent, AuditHead, ChainId } from '../../audit/event.ts'
import type { AuditEventTable, Tables } from '../tables.ts'

export const auditEventFrom = (row: AuditEventTable): AuditEvent => ({
  chain: row.chain as ChainId,
  sequence: row.sequence,
  at: row.at,
  kind: row.kind as AuditKind,
  actorId: row.actor_id,
  onBehalfId: row.on_behalf_id,
  subjectId: row.subject_id,
  text: row.text,
  hash: row.hash,
  mac: row.mac,
  keyVersion: row.key_version,
})

export const auditEventRow = (event: AuditEvent): AuditEventTable => ({
  chain: event.chain,
  sequence: event.sequence,
  at: event.at,
  kind: event.kind,
  actor_id: event.actorId,
  on_behalf_id: event.onBehalfId,
  subject_id: event.subjectId,
  text: event.text,
  hash: event.hash,
  mac: event.mac,
  key_version: event.keyVersion,
})

export const auditHeadFrom = (row: Selectable<Tables['audit_head']>): AuditHead => ({
  chain: row.chain as ChainId,
  sequence: row.sequence,
  hash: row.hash,
  mac: row.mac,
  keyVersion: row.key_version,
})
