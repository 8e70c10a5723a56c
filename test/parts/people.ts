import type { BrowserContextOptions, Page } from 'playwright-core'
import type { ConsoleHouse } from './open-console.ts'
import type { Answer } from './server-process.ts'

/** Somebody who has joined the organisation of a house and signs in there. */
export type Person = {
  id: string
  name: string
  email: string
  /** Asks the API as this person. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>
  /** Generates a personal token that reads, and whatever is said otherwise. */
  generate(body: { name: string } & Record<string, unknown>): Promise<{ id: string; plaintext: string }>
  /** A page of a browser in which they are signed in. */
  page(options?: BrowserContextOptions): Promise<Page>
}

/** Invites somebody, and joins as them with a new account. */
export async function join(house: ConsoleHouse, name: string, role: string): Promise<Person> {
  const email = `${name.split(' ')[0]?.toLowerCase()}@acme.example`
  const invited = await house.ask('POST', '/v1/invitations', { email, role })
  if (invited.status !== 201) throw new Error(`not invited: ${JSON.stringify(invited.body)}`)
  const secret = new URLSearchParams(new URL(invited.body.link).hash.slice(1)).get('secret')
  const joined = await house.server.ask('POST', '/v1/invitations/accept', {
    body: { secret, as: { kind: 'new', name, password: 'several unrelated words' } },
    headers: { origin: house.url },
  })
  if (joined.status !== 201) throw new Error(`not joined: ${JSON.stringify(joined.body)}`)
  const cookie = joined.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  const ask: Person['ask'] = (method, path, body) =>
    house.server.ask(method, path, { body, headers: { cookie, origin: house.url } })
  return {
    id: joined.body.memberships[0].memberId,
    name,
    email,
    ask,
    async generate(body) {
      const made = await ask('POST', '/v1/tokens', { owner: 'user', ...body })
      if (made.status !== 201) throw new Error(`no token: ${JSON.stringify(made.body)}`)
      return { id: made.body.token.id, plaintext: made.body.plaintext }
    },
    async page(options) {
      const page = await house.newPage(options)
      const [cookieName = '', value = ''] = cookie.split('=')
      await page.context().addCookies([{ name: cookieName, value, url: house.url }])
      return page
    },
  }
}
