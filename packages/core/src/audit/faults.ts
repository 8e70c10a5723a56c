import type { AuditFault } from '@keyward/contract'

/** What each fault means, for whoever reads the report. */
export const FAULT_SENTENCES: Readonly<Record<AuditFault, string>> = {
  edited: 'This event is not what was written here, or does not follow the one before.',
  missing: 'The event that belongs here is gone; the next one stands in its place.',
  inserted: 'An event stands here twice: one of them was put in.',
  forged: 'This event fits its neighbours, but it was not written with the audit key.',
  truncated: 'The chain ends before this event, although its sealed end says that there was one.',
  head: 'The end of the chain was changed: it does not fit the events, or was not written with the audit key.',
  witness: 'The exported end does not belong to this chain: one of the two is not genuine.',
  key_unknown: 'This was sealed with an audit key that the keys file no longer holds.',
}
