import type { Minted, MintedBefore } from '@keyward/contract'
import type { Act } from '../../act.ts'
import { EXIT } from '../../exit-codes.ts'
import { parseExpiry } from '../../input/durations.ts'
import { instantOr } from '../../output/when.ts'
import { Stop, wrongUsage } from '../../stop.ts'
import { type AccessOptions, accessOf } from './access-options.ts'
import { type ConditionOptions, conditionsOf } from './condition-options.ts'

type GenerateOptions = AccessOptions &
  ConditionOptions & {
    name: string
    description?: string
    owner?: string
    expires?: string
    because?: string
    idempotencyKey?: string
  }

export async function generateToken(act: Act, options: GenerateOptions): Promise<undefined> {
  const { name, description, owner, expires } = options
  const access = accessOf(options)
  const conditions = conditionsOf(options)
  const minted = await act.client().generateToken({
    name,
    ...(description !== undefined && { description }),
    ...(owner !== undefined && { owner: ownerOf(owner) }),
    ...(access !== undefined && { access }),
    ...(expires !== undefined && { duration: parseExpiry(expires) }),
    ...(conditions && { conditions }),
    ...(options.idempotencyKey !== undefined && { idempotencyKey: options.idempotencyKey }),
    ...(options.because !== undefined && { justification: options.because }),
    ...(options.revokeAtSignOut !== undefined && { revokeAtSignOut: options.revokeAtSignOut }),
  })
  tellMinted(act, minted)
}

/** The text alone on standard output, so that `TOKEN=$(keyward tokens generate …)` holds just that. */
export function tellMinted(act: Act, minted: Minted | MintedBefore): void {
  const { token, plaintext } = minted
  if (plaintext === null)
    throw new Stop(
      EXIT.failed,
      `"${token.name}" (${token.id}) has its new value, but the answer that held it was lost`,
      `Get another with \`keyward tokens regenerate ${token.id}\`.`,
    )
  act.note(
    `"${token.name}" (${token.id}), expires ${instantOr(token.expiresAt, 'never')}. ` +
      'The value below is not shown again: a lost one means regenerating.',
  )
  act.answer(minted, () => plaintext)
}

function ownerOf(text: string): 'user' | 'organization' {
  if (text === 'user' || text === 'organization') return text
  throw wrongUsage(`"${text}" is no owner`, 'An owner is `user` or `organization`.')
}
