import type { Act } from '../../act.ts'
import { parseExpiry } from '../../input/durations.ts'
import { wrongUsage } from '../../stop.ts'
import { type AccessOptions, accessOf } from './access-options.ts'
import { type ConditionOptions, conditionsOf } from './condition-options.ts'
import { tellMinted } from './generate.ts'
import { tokenFacts } from './list.ts'
import { parseTokenId } from './token-id.ts'

type UpdateOptions = AccessOptions &
  ConditionOptions & { name?: string; description?: string; expires?: string }

export async function updateToken(act: Act, options: UpdateOptions, [id = '']: string[]): Promise<undefined> {
  const { name, description, expires } = options
  const access = accessOf(options)
  const conditions = conditionsOf(options)
  const fields = {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(access !== undefined && { access }),
    ...(expires !== undefined && { duration: parseExpiry(expires) }),
    ...(conditions && { conditions }),
    ...(options.revokeAtSignOut !== undefined && { revokeAtSignOut: options.revokeAtSignOut }),
  }
  if (Object.keys(fields).length === 0)
    throw wrongUsage(
      'What is to change?',
      'Give --name, --description, --expires, an access, or a condition.',
    )
  const { token } = await act.client().updateToken({ tokenId: parseTokenId(id), ...fields })
  act.answer(token, () => tokenFacts(token, act.shell.now()))
}

export async function regenerateToken(
  act: Act,
  { grace, quiet, expires }: { grace?: number; quiet?: number; expires?: string },
  [id = '']: string[],
): Promise<undefined> {
  const tokenId = parseTokenId(id)
  const client = act.client()
  const { name } = await client.getToken({ tokenId })
  const until = grace ? 'after the grace period' : 'at once'
  await act.confirm(`Regenerate "${name}"? The old value stops ${until}.`)
  const minted = await client.regenerateToken({
    tokenId,
    ...(grace !== undefined && { graceMs: grace }),
    ...(quiet !== undefined && { closeWhenQuietMs: quiet }),
    ...(expires !== undefined && { duration: parseExpiry(expires) }),
  })
  tellMinted(act, minted)
}

export async function deleteToken(
  act: Act,
  { revoke = false }: { revoke?: boolean },
  [id = '']: string[],
): Promise<undefined> {
  const tokenId = parseTokenId(id)
  const client = act.client()
  const { name } = await client.getToken({ tokenId })
  await act.confirm(`Delete "${name}" for good? Only its name and dates stay, for the audit.`)
  const deleted = await client.deleteToken({ tokenId, revoke })
  act.answer(deleted, () => '')
  act.note(`"${name}" is deleted.`)
}
