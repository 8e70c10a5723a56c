import { RevokeReasonInput } from '@keyward/contract'
import type { Act } from '../../act.ts'
import { EXIT } from '../../exit-codes.ts'
import { facts } from '../../output/table.ts'
import { Stop, wrongUsage } from '../../stop.ts'
import { type FilterOptions, selectionOf } from './filter-options.ts'
import { parseTokenId } from './token-id.ts'

/** A bulk revocation of 100,000 tokens takes minutes. */
const BULK_TIMEOUT_MS = 30 * 60_000

export async function revokeToken(
  act: Act,
  { reason }: { reason?: string },
  [id = '']: string[],
): Promise<undefined> {
  const tokenId = parseTokenId(id)
  const given = reasonOf(reason)
  const client = act.client()
  const { name } = await client.getToken({ tokenId })
  await act.confirm(`Revoke "${name}"? What uses it fails at once.`)
  const revoked = await client.revokeToken({ tokenId, ...given })
  act.answer(revoked, () => '')
  act.note(`"${name}" is revoked, and refused everywhere.`)
}

type BulkOptions = FilterOptions & { id?: string[]; reason?: string; expect?: number }

export async function previewRevocation(act: Act, options: BulkOptions): Promise<undefined> {
  const preview = await act.client().previewRevocation({ selection: selectionOf(options) })
  act.answer(preview, () => describe(preview))
}

export async function revokeMatching(act: Act, options: BulkOptions): Promise<undefined> {
  const selection = selectionOf(options)
  const given = reasonOf(options.reason)
  const client = act.client()
  const preview = await client.previewRevocation({ selection })
  if (preview.tokens === 0) throw new Stop(EXIT.unknown, 'No live token matches: there is nothing to revoke')
  act.note(describe(preview))
  if (options.expect !== preview.tokens) {
    if (options.expect !== undefined)
      throw new Stop(
        EXIT.conflict,
        `${preview.tokens} live tokens match, not ${options.expect}: nothing was done`,
      )
    await act.confirmByTyping(`Type ${preview.tokens} to revoke them all: `, String(preview.tokens))
  }
  act.note('Revoking…')
  const done = await client.revokeTokens(
    { selection, expected: preview.tokens, batchId: preview.batchId, ...given },
    { timeoutMs: BULK_TIMEOUT_MS },
  )
  act.answer(done, () => '')
  act.note(
    `${done.revoked.length} tokens are revoked, and refused everywhere. ` +
      `To undo: keyward tokens undo-revocation ${done.batchId}`,
  )
}

type Preview = { tokens: number; owners: number; callers: number; callsLastDay: number; names: string[] }

const describe = ({ tokens, owners, callers, callsLastDay, names }: Preview): string =>
  facts([
    ['tokens', String(tokens)],
    ['owners', String(owners)],
    ['would fail', `${callsLastDay} calls of the last 24 hours, from ${callers} addresses`],
    ['among them', names.join(', ')],
  ])

/** @throws Stop */
export function reasonOf(text: string | undefined): { reason?: (typeof RevokeReasonInput.options)[number] } {
  if (text === undefined) return {}
  const parsed = RevokeReasonInput.safeParse(text)
  if (parsed.success) return { reason: parsed.data }
  throw wrongUsage(`"${text}" is no reason`, `Give one of ${RevokeReasonInput.options.join(', ')}.`)
}
