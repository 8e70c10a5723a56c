import type { ListedToken } from '@keyward/contract'

/** What a token's line says, in the order of its columns. */
const COLUMNS: readonly (readonly [head: string, cell: (token: ListedToken) => string | null])[] = [
  ['Id', (token) => token.id],
  ['Name', (token) => token.name],
  ['Description', (token) => token.description],
  ['Token', (token) => token.masked],
  ['Status', (token) => token.shownStatus],
  ['Owner', ({ owner }) => (owner.kind === 'organization' ? 'organisation' : (owner.email ?? owner.name))],
  ['Created by', (token) => token.createdBy.name],
  ['Access', ({ access }) => (access.kind === 'role' ? `role ${access.role}` : access.kind)],
  ['Permissions', ({ permissionCount }) => String(permissionCount)],
  ['Created', (token) => token.createdAt],
  ['Expires', (token) => token.expiresAt],
  ['Last used', ({ lastUse }) => lastUse?.at ?? null],
  ['From', ({ lastUse }) => lastUse?.address ?? null],
  ['By', ({ lastUse }) => lastUse?.agent ?? null],
]

/** The first line, with the mark by which spreadsheets know the encoding. */
export const csvHead = (): string => `\uFEFF${line(COLUMNS.map(([head]) => head))}`

export const csvLines = (tokens: readonly ListedToken[]): string =>
  tokens.map((token) => line(COLUMNS.map(([, cell]) => cell(token) ?? ''))).join('')

const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

/** A spreadsheet takes what begins like this for a formula and would run it; an apostrophe keeps it a text. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@|%\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/u

const quoted = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
