import { createHmac } from 'node:crypto'
import type { Secret } from '../token/secret.ts'

const PREFIX = 'whsec_'

/** The text of a webhook's secret, as its receiver configures it (Standard Webhooks). */
export const secretText = (bytes: Uint8Array): string => `${PREFIX}${Buffer.from(bytes).toString('base64')}`

/** The headers of a message (Standard Webhooks 1.0.0): its id, when it is sent, and a signature by each secret. */
export function signMessage(
  secrets: readonly Secret[],
  { id, body }: { id: string; body: string },
  now: number,
): Record<string, string> {
  const seconds = Math.floor(now / 1000)
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.reveal().slice(PREFIX.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}
