import type { Secret } from '@keyward/core'
import type { Visitor } from './library.ts'

/** The cookie that binds a sign-in's second step to the browser that made the first. */
export function createPendingCookie(secure: boolean, lifeMs: number) {
  const name = secure ? '__Host-keyward-pending' : 'keyward-pending'
  const line = (value: string, seconds: number) =>
    `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; ${secure ? 'Secure; ' : ''}SameSite=Strict`
  return {
    line: (secret: Secret) => line(secret.reveal(), lifeMs / 1000),
    /** Takes it back. */
    gone: line('', 0),
    /** The secret that a browser sent; nothing is no secret either. */
    read({ cookie = '' }: Visitor): string {
      const found = cookie.split(';').find((part) => part.trim().startsWith(`${name}=`))
      return found?.trim().slice(name.length + 1) ?? ''
    },
  }
}
