import { KeywardError, NoticeId, type OutputOf, permission } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { readAs } from '../rights/read-as.ts'

/** Sends a mail to the asking person at once. It is no part of the outbox: its fate is the answer. */
export async function sendTestMail(deps: Deps, actor: Actor): Promise<OutputOf<'sendTestMail'>> {
  const { rights, now } = await readAs(deps, actor, permission('keyward', 'settings', 'update'))
  const { member, organization } = rights
  if (!member?.email)
    throw new KeywardError('request_invalid', {
      detail: 'The mail goes to whoever asks for it: only a person with an e-mail address can.',
    })
  if (!deps.outlet) throw new KeywardError('mail_not_configured')
  const to = { name: member.name, address: member.email }
  const items = [{ kind: 'test', at: now }] as const
  const id = NoticeId.parse(newId('ntc', deps))
  const sent = await deps.outlet.send({
    id,
    organization,
    to,
    items,
    count: 1,
    fragment: null,
    writtenAt: now,
  })
  if (sent.kind === 'accepted') return { to: to.address, answer: sent.answer }
  throw new KeywardError('mail_failed', { detail: sent.reason })
}
