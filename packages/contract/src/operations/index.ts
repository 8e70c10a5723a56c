import type { z } from 'zod'
import { auditOperations } from './audit.ts'
import { catalogueOperations } from './catalogue.ts'
import { invitationOperations } from './invitations.ts'
import { leakOperations } from './leaks.ts'
import { memberOperations } from './members.ts'
import { noticeOperations } from './notices.ts'
import type { Operation } from './operation.ts'
import { organizationOperations } from './organizations.ts'
import { passwordResetOperations } from './password-reset.ts'
import { profileOperations } from './profile.ts'
import { roleOperations } from './roles.ts'
import { sessionOperations } from './session.ts'
import { settingsOperations } from './settings.ts'
import { setupOperations } from './setup.ts'
import { tokenOperations } from './tokens.ts'
import { usageOperations } from './usage.ts'
import { verifyOperations } from './verify.ts'
import { webhookOperations } from './webhooks.ts'

// Written out, because a declaration file keeps no docstring of a spread: a user's editor would show none.
export type Operations = typeof setupOperations &
  typeof sessionOperations &
  typeof passwordResetOperations &
  typeof profileOperations &
  typeof catalogueOperations &
  typeof settingsOperations &
  typeof roleOperations &
  typeof noticeOperations &
  typeof webhookOperations &
  typeof memberOperations &
  typeof invitationOperations &
  typeof organizationOperations &
  typeof tokenOperations &
  typeof usageOperations &
  typeof verifyOperations &
  typeof leakOperations &
  typeof auditOperations
export type OperationName = keyof Operations

/** Every operation, by name. REST, OpenAPI, client, GraphQL and shell all read this. */
export const operations: Operations = {
  ...setupOperations,
  ...sessionOperations,
  ...passwordResetOperations,
  ...profileOperations,
  ...catalogueOperations,
  ...settingsOperations,
  ...roleOperations,
  ...noticeOperations,
  ...webhookOperations,
  ...memberOperations,
  ...invitationOperations,
  ...organizationOperations,
  ...tokenOperations,
  ...usageOperations,
  ...verifyOperations,
  ...leakOperations,
  ...auditOperations,
}

type Part<O, K extends string, Kind extends 'input' | 'output'> =
  O extends Record<K, infer S extends z.ZodType> ? (Kind extends 'input' ? z.input<S> : z.output<S>) : unknown

/** What a caller gives: path, query, header and body fields in one object. */
export type InputOf<N extends OperationName> = Part<Operations[N], 'params', 'input'> &
  Part<Operations[N], 'query', 'input'> &
  Part<Operations[N], 'headers', 'input'> &
  Part<Operations[N], 'body', 'input'>

/** The same after parsing: defaults filled, text normalised. */
export type ParsedOf<N extends OperationName> = Part<Operations[N], 'params', 'output'> &
  Part<Operations[N], 'query', 'output'> &
  Part<Operations[N], 'headers', 'output'> &
  Part<Operations[N], 'body', 'output'>

/** What is answered: the output, or a stream of it. */
export type OutputOf<N extends OperationName> = Operations[N] extends { streams: true }
  ? AsyncIterable<z.output<Operations[N]['output']>>
  : z.output<Operations[N]['output']>

export type { Operation }
