import type { Caller } from '@keyward/contract'

/** Who wrote something: a person, by a personal token; or an organisation's token, by its name. */
export type Author = { person: string | null; name: string }

export function authorOf({ owner, tokenName }: Caller): Author {
  return owner.kind === 'user'
    ? { person: owner.externalId, name: owner.name }
    : { person: null, name: tokenName }
}

/** The caller's team: the id under which we made its organisation in Keyward. */
export function teamOf({ organization }: Caller): string {
  if (organization.externalId === null) throw new TypeError(`${organization.name} is no team of ours`)
  return organization.externalId
}
