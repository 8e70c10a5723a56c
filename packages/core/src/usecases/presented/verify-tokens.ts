import type { OutputOf, ParsedOf } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { judgeFor } from './verify-token.ts'

/** Judges several tokens for a service, each by itself, and answers in the order in which they were asked. */
export async function verifyTokens(
  deps: Deps,
  actor: Actor,
  { checks }: ParsedOf<'verifyTokens'>,
): Promise<OutputOf<'verifyTokens'>> {
  const judge = await judgeFor(deps, actor)
  return { verdicts: await Promise.all(checks.map(judge)) }
}
