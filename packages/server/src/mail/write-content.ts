import type { Letter, TokenNotice } from '@keyward/core'
import type { Content, Fact } from './content.ts'
import { moment } from './moments.ts'
import { nameIn } from './plain.ts'
import { accessIn, actorIn, sentenceOf, titleOf } from './wording.ts'
import { writeDirect } from './write-direct.ts'

/** Says what a letter tells. `site` is where people reach this server. */
export function writeContent(letter: Letter, site: string): Content {
  const [item] = letter.items
  if (!item) throw new TypeError('a letter tells of something')
  if ('token' in item) return letter.count === 1 ? oneToken(letter, item, site) : severalTokens(letter, site)
  return writeDirect(letter, item, site)
}

function oneToken(letter: Letter, item: TokenNotice, site: string): Content {
  const { organization, writtenAt } = letter
  const { token } = item
  const place = nameIn(organization.name)
  return {
    subject: `${titleOf(item)}: ${token.name} (${organization.name})`,
    heading: titleOf(item),
    sentences: [sentenceOf(item, writtenAt)],
    facts: tokenFacts(letter, item),
    list: [],
    action: {
      label: item.kind === 'approval.requested' ? 'Look at the request' : 'Look at the token',
      url: `${home(letter, site)}/settings/api-tokens/${token.id}`,
    },
    advice: adviceOn(item.kind, place),
    footer: footerOf(letter, [item], site),
  }
}

function tokenFacts({ organization, writtenAt }: Letter, { kind, at, by, token }: TokenNotice): Fact[] {
  const { timeZone } = organization.settings
  const warning = kind === 'token.expiring'
  const ends = token.expiresAt === null ? 'never' : moment(token.expiresAt, timeZone)
  const facts: (Fact | false)[] = [
    { label: 'Token', value: nameIn(token.name) },
    { label: 'Value', value: token.masked, code: true },
    token.owner !== null && { label: 'Owner', value: nameIn(token.owner) },
    !warning && { label: 'By', value: actorIn(by).replace(/,$/, '') },
    !warning && { label: 'When', value: moment(at, timeZone) },
    { label: 'Access', value: accessIn(token.access) },
    { label: token.expiresAt !== null && token.expiresAt <= writtenAt ? 'Expired' : 'Expires', value: ends },
    { label: 'Organisation', value: nameIn(organization.name) },
  ]
  return facts.filter((fact) => fact !== false)
}

function severalTokens(letter: Letter, site: string): Content {
  const { organization, items, count, writtenAt } = letter
  const told = items.filter((item) => 'token' in item)
  const more = count - told.length
  const heading = headingOf(told, count)
  return {
    subject: `${heading} (${organization.name})`,
    heading,
    sentences: [`This is what happened to API tokens in ${nameIn(organization.name)}:`],
    facts: [],
    list: told.map((item) => ({
      sentence: sentenceOf(item, writtenAt),
      masked: item.token.masked,
      detail: moment(item.at, organization.settings.timeZone),
    })),
    action: { label: 'Look at the tokens', url: `${home(letter, site)}/settings/api-tokens` },
    advice: more > 0 ? `And ${more} more, which the console lists.` : null,
    footer: footerOf(letter, told, site),
  }
}

function headingOf(told: readonly TokenNotice[], count: number): string {
  const kinds = new Set(told.map(({ kind }) => kind))
  const [kind] = kinds
  if (kinds.size > 1 || kind === undefined) return `${count} changes to API tokens`
  const deeds: Record<TokenNotice['kind'], string> = {
    'token.generated': 'were generated',
    'token.regenerated': 'were regenerated',
    'token.reinstated': 'were re-approved',
    'token.widened': 'may do more now',
    'token.revoked': 'of yours were revoked',
    'token.expiring': 'expire soon',
    'approval.requested': 'wait for approval',
    'approval.granted': 'of yours were approved',
    'approval.denied': 'of yours were denied',
  }
  return `${count} API tokens ${deeds[kind]}`
}

function adviceOn(kind: TokenNotice['kind'], place: string): string | null {
  switch (kind) {
    case 'token.generated':
    case 'token.regenerated':
    case 'token.reinstated':
    case 'token.widened':
      return `If nobody in ${place} expected this, revoke the token at once and ask who did it.`
    case 'token.expiring':
      return 'Regenerate it, or give it a longer duration, before whatever uses it fails.'
    case 'token.revoked':
      return 'Whatever used it fails from now on. If you do not know why, ask an organisation admin.'
    default:
      return null
  }
}

/** What concerns one person alone can be muted by them; what admins are told is the organisation's to decide. */
function footerOf(letter: Letter, items: readonly TokenNotice[], site: string): Content['footer'] {
  const place = nameIn(letter.organization.name)
  const own = items.every(
    ({ kind, token }) =>
      kind === 'token.revoked' ||
      kind === 'approval.granted' ||
      kind === 'approval.denied' ||
      (kind === 'token.expiring' && token.owner !== null),
  )
  const asked = items.every(({ kind }) => kind === 'approval.requested')
  const why = own
    ? `You get this because the token is yours in ${place}.`
    : `You get this because you ${asked ? 'may approve tokens' : 'look after the API tokens'} of ${place}.`
  const url = `${home(letter, site)}/settings/notifications`
  return { sentence: why, link: { label: own ? 'Mute such mails' : 'Who is told what', url } }
}

const home = ({ organization }: Letter, site: string): string => `${site}/o/${organization.id}`
