import { KeywardError, type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import { isRetriable, retried } from '../../notices/retry.ts'
import type { Actor } from '../../ports.ts'
import { change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requirePermission } from '../rights/rights.ts'
import { presentNotice } from './list-notices.ts'

/** Tries a mail again now that failed or waits for its next attempt. */
export async function retryNotice(
  deps: Deps,
  actor: Actor,
  { noticeId }: ParsedOf<'retryNotice'>,
): Promise<OutputOf<'retryNotice'>> {
  const { value } = await change(deps, actor, async ({ writes, rights, now, tell }) => {
    requirePermission(rights, permission('keyward', 'settings', 'update'))
    const record = await writes.notices.lock(rights.organization.id, noticeId)
    if (!record)
      throw new KeywardError('notice_not_found', { detail: `There is no mail with the id ${noticeId} here.` })
    if (!isRetriable(record))
      throw new KeywardError('notice_not_retriable', {
        state: record.status,
        ...(record.status === 'failed' && {
          detail: 'The secret of its link is erased: make a new invitation or reset.',
        }),
      })
    const waiting = retried(record, now)
    await writes.notices.update(waiting)
    tell({
      kind: 'notice.retried',
      subject: { kind: 'notice', id: record.id, name: record.kind },
      facts: { memberId: record.to.memberId },
    })
    return presentNotice(waiting)
  })
  return value
}
