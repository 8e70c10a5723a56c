import { AuditKind, type InputOf, type MemberId, type TokenId } from '@keyward/contract'

/** What the address of the audit log holds: which events. */
export type AuditSearch = {
  /** What kinds of things were changed, such as `token`. */
  about?: string[] | undefined
  token?: string | undefined
  actor?: string | undefined
  /** Days, as a date field writes them. */
  from?: string | undefined
  to?: string | undefined
}

/** What can be chosen by, in the order of the kinds: `token` stands for `tokens` too. */
export const AUDIT_SUBJECTS: readonly string[] = [...new Set(AuditKind.options.map(subjectOf))]

/** Bulk changes stand under what they change: `tokens` under `token`. */
function subjectOf(kind: string): string {
  const [subject = kind] = kind.split('.')
  return subject === 'settings' ? subject : subject.replace(/s$/, '')
}

const SUBJECT_WORDS: Readonly<Record<string, string>> = {
  token: 'Tokens',
  member: 'Members',
  role: 'Roles',
  notice: 'Mails',
  account: 'Accounts',
  approval: 'Approvals',
  organization: 'Organisations',
}

export const subjectWords = (subject: string): string => SUBJECT_WORDS[subject] ?? kindWords(subject)

/** Reads an address, passing over whatever is not understood. */
export function parseAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const { about: asked } = raw
  const words = Array.isArray(asked) ? asked : typeof asked === 'string' ? asked.split(',') : []
  const about = AUDIT_SUBJECTS.filter((subject) => words.includes(subject))
  return {
    about: about.length > 0 ? about : undefined,
    token: matching(raw.token, /^[0-9A-Za-z]{16}$/),
    actor: matching(raw.actor, /^(?:mem_[0-9a-f]{32}|[0-9A-Za-z]{16})$/),
    from: matching(raw.from, /^\d{4}-\d{2}-\d{2}$/),
    to: matching(raw.to, /^\d{4}-\d{2}-\d{2}$/),
  }
}

/** The same as the server is asked. Days are those of the person at the screen; the last one is meant whole. */
export function toAuditInput({ about, token, actor, from, to }: AuditSearch): InputOf<'listAuditEvents'> {
  return {
    ...(about && { kind: AuditKind.options.filter((kind) => about.includes(subjectOf(kind))) }),
    ...(token && { tokenId: token as TokenId }),
    ...(actor && { actorId: actor as MemberId | TokenId }),
    ...(from && { from: startOfDay(from, 0) }),
    ...(to && { to: startOfDay(to, 1) }),
  }
}

/** `token.value_closed` as words: "Token value closed". */
export function kindWords(kind: string): string {
  const words = kind.replaceAll(/[._]/g, ' ').replace('organization', 'organisation')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const isNarrowedSearch = (search: AuditSearch): boolean =>
  Object.values(search).some((value) => value !== undefined)

function startOfDay(text: string, later: number): string {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number)
  return new Date(year, month - 1, day + later).toISOString()
}

const matching = (value: unknown, shape: RegExp): string | undefined =>
  typeof value === 'string' && shape.test(value) ? value : undefined
