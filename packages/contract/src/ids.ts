import { z } from 'zod'

const prefixed = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-f]{32}$`), `expected an id that starts with ${prefix}_`)

/** The readable, non-secret name of a token: the 16 base62 characters after its prefix. */
export const TokenId = z
  .string()
  .regex(/^[0-9A-Za-z]{16}$/, 'expected a token id: 16 letters and digits')
  .brand<'TokenId'>()
  .describe('a token by its id: the 16 characters after the prefix')
export type TokenId = z.infer<typeof TokenId>

export const OrganizationId = prefixed('org').brand<'OrganizationId'>().describe('an organisation by its id')
export type OrganizationId = z.infer<typeof OrganizationId>

/** One person's membership in one organisation. */
export const MemberId = prefixed('mem').brand<'MemberId'>().describe('a member by their id')
export type MemberId = z.infer<typeof MemberId>

/** One invitation into an organisation. */
export const InvitationId = prefixed('inv').brand<'InvitationId'>().describe('an invitation by its id')
export type InvitationId = z.infer<typeof InvitationId>

/** One bulk revocation; it can be undone as a whole. */
export const BatchId = prefixed('bat').brand<'BatchId'>().describe('a bulk revocation by its id')
export type BatchId = z.infer<typeof BatchId>

/** One mail of the outbox. */
export const NoticeId = prefixed('ntc').brand<'NoticeId'>().describe('a mail of the outbox by its id')
export type NoticeId = z.infer<typeof NoticeId>
/** One API description that was read and waits to be confirmed. */
export const ImportId = prefixed('imp')
  .brand<'ImportId'>()
  .describe('an import by its id, as its preview told it')
export type ImportId = z.infer<typeof ImportId>

/** One address that is told of what happens to tokens. */
export const WebhookId = prefixed('whk').brand<'WebhookId'>().describe('a webhook by its id')
export type WebhookId = z.infer<typeof WebhookId>

/** One message to one webhook. */
export const DeliveryId = prefixed('dlv').brand<'DeliveryId'>().describe('a message to a webhook by its id')
export type DeliveryId = z.infer<typeof DeliveryId>

/** One signed-in browser of a person; not what its cookie holds. */
export const SessionId = z
  .string()
  .regex(/^[0-9A-Za-z]{32}$/, 'expected a session id')
  .brand<'SessionId'>()
  .describe('a signed-in browser by its id')
export type SessionId = z.infer<typeof SessionId>

/** A person or organisation's id in the host product, given by the host: 1 to 200 visible characters. */
export const ExternalId = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'expected 1 to 200 visible ASCII characters')
  .brand<'ExternalId'>()
  .describe('an id of the host product: 1 to 200 visible ASCII characters')
export type ExternalId = z.infer<typeof ExternalId>

/** A role's id. Built in: `owner`, `admin`, `developer`, `viewer`. */
export const RoleId = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'expected a role id')
  .brand<'RoleId'>()
  .describe('a role by its id: `viewer`, `developer`, `admin`, `owner`, or that of one of your own')
export type RoleId = z.infer<typeof RoleId>

/** An instant in UTC, ISO 8601 with milliseconds, as every answer carries it. */
export const Instant = z.iso.datetime()
export type Instant = z.infer<typeof Instant>

/** An instant as a caller may write it: ISO 8601 with `Z` or an offset. */
export const InstantInput = z.iso.datetime({
  offset: true,
  error: 'expected a date and time such as 2027-01-31T23:59:59Z',
})
