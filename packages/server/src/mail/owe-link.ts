import { type Keyward, Secret } from '@keyward/core'
import type { SendLink } from '../link-mail.ts'

/** Hands mails with links to the outbox: what stands behind `#` is sealed there until it was sent. */
export const oweLinks =
  ({ notices }: Pick<Keyward, 'notices'>, now: () => number): SendLink =>
  async ({ to, link, expiresAt }) => {
    const { pathname: path, hash } = new URL(link)
    await notices.owe({
      to: { memberId: null, name: to.name, address: to.email },
      item: { kind: 'password.reset', at: now(), link: { path, until: expiresAt } },
      fragment: new Secret(hash.slice(1)),
    })
  }
