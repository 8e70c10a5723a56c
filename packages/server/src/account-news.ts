import type { SecurityEvent } from '@keyward/contract'
import type { Keyward } from '@keyward/core'
import type { Call } from './http/call.ts'
import { contextOf } from './http/gate.ts'
import type { User } from './identity.ts'

type AccountEvent = Parameters<Keyward['tellOfAccount']>[1]

/** What the person hears of by mail, whoever did it. */
const MAILED: Partial<Record<AccountEvent, SecurityEvent>> = {
  'account.password_changed': 'password_changed',
  'account.password_reset': 'password_reset',
  'account.second_factor_on': 'second_factor_on',
  'account.second_factor_off': 'second_factor_off',
  'account.backup_codes_renewed': 'backup_codes_renewed',
}

/** Tells of a change to somebody's account: the audit of each of their organisations, and themselves by mail. */
export async function tellOfAccount(
  keyward: Keyward,
  call: Call,
  { id, name, email }: User,
  event: AccountEvent,
  at: number,
): Promise<void> {
  await keyward.tellOfAccount(id, event, contextOf(call))
  const mailed = MAILED[event]
  if (!mailed) return
  const { address, agent = null } = call.visitor
  await keyward.notices.owe({
    to: { memberId: null, name, address: email },
    item: { kind: 'security', at, event: mailed, address, agent },
  })
}
