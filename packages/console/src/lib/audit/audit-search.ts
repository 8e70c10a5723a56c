import { AuditKind, type InputOf, type MemberId, type TokenId } from '@keyward/contract'
import { capital } from '../capital.ts'

/** What the address of the audit log holds: which events. */
export type AuditSearch = {
  /** What kinds of things were changed, such as `token`. */
  about?: string[] | undefined
  /** Single kinds of events, where not all of their subject are meant. */
  kind?: AuditKind[] | undefined
  token?: string | undefined
  actor?: string | undefined
  /** Days, as a date field writes them. */
  from?: string | undefined
  to?: string | undefined
}

const FIRST = ['token', 'approval', 'member', 'invitation', 'role', 'policy', 'webhook']

/** What kinds of things can be changed, those looked for most first: `token` stands for `tokens` too. */
export const AUDIT_SUBJECTS: readonly string[] = [...new Set([...FIRST, ...AuditKind.options.map(subjectOf)])]

export const kindsOf = (subject: string): readonly AuditKind[] =>
  AuditKind.options.filter((kind) => subjectOf(kind) === subject)

/** Bulk changes stand under what they change: `tokens` under `token`. */
function subjectOf(kind: string): string {
  const [subject = kind] = kind.split('.')
  return subject === 'settings' ? subject : subject.replace(/s$/, '')
}

const SUBJECT_WORDS: Readonly<Record<string, string>> = {
  token: 'Tokens',
  member: 'Members',
  invitation: 'Invitations',
  webhook: 'Webhooks',
  role: 'Roles',
  notice: 'Mails',
  account: 'Accounts',
  approval: 'Approvals',
  organization: 'Organisations',
}

export const subjectWords = (subject: string): string => SUBJECT_WORDS[subject] ?? kindWords(subject)

/** Reads an address, passing over whatever is not understood. */
export function parseAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const kinds = new Set([
    ...listed(AUDIT_SUBJECTS, raw.about).flatMap(kindsOf),
    ...listed(AuditKind.options, raw.kind),
  ])
  return {
    ...groupedKinds(kinds),
    token: matching(raw.token, /^[0-9A-Za-z]{16}$/),
    actor: matching(raw.actor, /^(?:mem_[0-9a-f]{32}|[0-9A-Za-z]{16})$/),
    from: matching(raw.from, /^\d{4}-\d{2}-\d{2}$/),
    to: matching(raw.to, /^\d{4}-\d{2}-\d{2}$/),
  }
}

/** Which kinds of events are chosen; none means all. */
export const chosenKinds = ({ about = [], kind = [] }: AuditSearch): ReadonlySet<AuditKind> =>
  new Set([...about.flatMap(kindsOf), ...kind])

/** The same search for these kinds: a subject all of whose kinds are chosen is named as a whole. */
export const withKinds = (search: AuditSearch, kinds: ReadonlySet<AuditKind>): AuditSearch => ({
  ...search,
  ...groupedKinds(kinds),
})

function groupedKinds(kinds: ReadonlySet<AuditKind>): Pick<AuditSearch, 'about' | 'kind'> {
  const about = AUDIT_SUBJECTS.filter((subject) => kindsOf(subject).every((kind) => kinds.has(kind)))
  const kind = AuditKind.options.filter((each) => kinds.has(each) && !about.includes(subjectOf(each)))
  return { about: about.length > 0 ? about : undefined, kind: kind.length > 0 ? kind : undefined }
}

/** The same as the server is asked. Days are those of the person at the screen; the last one is meant whole. */
export function toAuditInput(search: AuditSearch): InputOf<'listAuditEvents'> {
  const { token, actor, from, to } = search
  const kinds = chosenKinds(search)
  return {
    ...(kinds.size > 0 && { kind: [...kinds] }),
    ...(token && { tokenId: token as TokenId }),
    ...(actor && { actorId: actor as MemberId | TokenId }),
    ...(from && { from: startOfDay(from, 0) }),
    ...(to && { to: startOfDay(to, 1) }),
  }
}

/** `token.value_closed` as words: "Token value closed". */
export function kindWords(kind: string): string {
  const words = kind
    .replaceAll(/[._]/g, ' ')
    .replace('organization', 'organisation')
    .replace(/ put$/, ' provisioned')
    .replace(/^tokens .*/, '$& in bulk')
  return capital(words)
}

export const isNarrowedSearch = (search: AuditSearch): boolean =>
  Object.values(search).some((value) => value !== undefined)

function startOfDay(text: string, later: number): string {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number)
  return new Date(year, month - 1, day + later).toISOString()
}

const matching = (value: unknown, shape: RegExp): string | undefined =>
  typeof value === 'string' && shape.test(value) ? value : undefined

function listed<T extends string>(known: readonly T[], raw: unknown): T[] {
  const words = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split(',') : []
  return known.filter((word) => words.includes(word))
}
