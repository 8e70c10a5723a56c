import type { Act } from '../../act.ts'
import { tokenFacts } from './list.ts'
import { parseBatchId, parseTokenId } from './token-id.ts'

export async function reapproveToken(act: Act, _options: object, [id = '']: string[]): Promise<undefined> {
  const { token } = await act.client().reinstateToken({ tokenId: parseTokenId(id) })
  act.answer(token, () => tokenFacts(token, act.shell.now()))
}

export async function reapproveBatch(act: Act, _options: object, [id = '']: string[]): Promise<undefined> {
  const done = await act.client().reinstateTokens({ batchId: parseBatchId(id) })
  act.answer(done, () => done.skipped.map((each) => `${each.id}  ${each.code}`).join('\n'))
  act.note(`${done.reinstated.length} tokens work again; ${done.skipped.length} could not be brought back.`)
}
