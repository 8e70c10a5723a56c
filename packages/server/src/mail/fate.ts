import type { Delivery, Secret } from '@keyward/core'
import { headerLine } from './plain.ts'

const LONGEST = 300

type SmtpFault = {
  message: string
  code?: string
  response?: string
  responseCode?: number
  command?: string
}

/**
 * What becomes of a mail that was not accepted. Before it is the mail's turn, the fault is the server's or ours, and
 * concerns all mails. After that, only an answer that begins with 5 is for good, and not one about our own address.
 */
export function fateOf(
  thrown: unknown,
  stage: 'reaching' | 'sending',
  hide: { quotes: boolean; password: Secret | undefined },
): Delivery {
  const fault: SmtpFault = thrown instanceof Error ? thrown : new Error(String(thrown))
  const reason = reasonOf(fault, hide)
  if (stage === 'reaching') return { kind: 'unreachable', reason }
  const { responseCode: code, command } = fault
  const ours = command === 'MAIL FROM' || code === 530 || code === 535 || code === 538
  const unwritable = fault.code === 'EENVELOPE' && code === undefined
  return { kind: unwritable || (code !== undefined && code >= 500 && !ours) ? 'refused' : 'deferred', reason }
}

/**
 * What the server said, on one line. Filters quote what they dislike: where the mail brings a link with a secret, only
 * the codes of the answer are kept.
 */
function reasonOf(
  { response, message, responseCode }: SmtpFault,
  { quotes, password }: { quotes: boolean; password: Secret | undefined },
): string {
  if (quotes && (response !== undefined || responseCode !== undefined)) {
    const [codes] = /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(response ?? String(responseCode)) ?? [
      'An answer',
    ]
    return `${codes} (the rest is not kept: it may quote the link)`
  }
  const text = headerLine(response ?? message)
  return (password ? text.replaceAll(password.reveal(), '[secret]') : text).slice(0, LONGEST)
}
