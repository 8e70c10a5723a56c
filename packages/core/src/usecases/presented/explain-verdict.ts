import type {
  DeletedToken,
  Explanation,
  OutputOf,
  ParsedOf,
  Permission,
  TextFindings,
  TokenId,
} from '@keyward/contract'
import { findNeed } from '../../catalogue/find-need.ts'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import type { RouteMatch } from '../../catalogue/routes/compile-routes.ts'
import { matchesSecret } from '../../keys/keyring.ts'
import { standingIn } from '../../limits/account.ts'
import { findWithheld } from '../../permission/withheld.ts'
import type { Actor, StoredToken } from '../../ports.ts'
import { findTextFault } from '../../token/examine-text.ts'
import { parseText } from '../../token/format.ts'
import { partsOf } from '../../token/parts.ts'
import type { SecretRecord } from '../../token/record.ts'
import { explainVerification } from '../../verify/explain.ts'
import { holdToken } from '../../verify/held-token.ts'
import type { Deps } from '../deps.ts'
import { quarantinedSince } from '../installation/quarantine.ts'
import { mayReach, reachPermission, requireReach } from '../rights/reach.ts'
import { readAs } from '../rights/read-as.ts'
import { type Rights, requireOne } from '../rights/rights.ts'
import { findDeleted } from '../tokens/find-deleted.ts'
import { found } from '../tokens/found.ts'
import { presentToken } from '../tokens/present-token.ts'

const READS = [
  reachPermission('organization', 'read'),
  reachPermission('mine', 'read'),
  reachPermission('members', 'read'),
] as const

/** The token that a question is about: as it is, or what stays of it. */
type Asked = { subject?: Subject | undefined; deleted?: DeletedToken | undefined }

/** What is known of a token that is there. */
type Subject = {
  stored: StoredToken
  /** The value that was presented, or the current one where it was named by its id. */
  secret: SecretRecord | undefined
}

/** Explains what a verification would answer. It reads what a verification reads, and leaves no trace of a call. */
export async function explainVerdict(
  deps: Deps,
  actor: Actor,
  { token: text, tokenId, request, address }: ParsedOf<'explainVerdict'>,
): Promise<OutputOf<'explainVerdict'>> {
  const { rights, index, now } = await readAs(deps, actor)
  const { subject, deleted } = await findAsked(deps, rights, text, tokenId)
  const need = request ? findNeed(request, index.catalogue, await deps.catalogue.routes()) : null
  const findings = text === undefined ? null : examine(deps, text, subject, now)
  const facts = subject && factsOf(deps, subject, index, now)
  const { code, steps } = explainVerification({
    text: findings && (findings.fault ? 'malformed' : 'well_formed'),
    quarantined: (await quarantinedSince(deps)) !== null,
    held: facts?.held,
    need,
    address,
    rateLimit: facts?.rateLimit ?? null,
    usesLeft: facts?.token.usesLeft ?? null,
    now,
  })
  return {
    allowed: code === null,
    code,
    steps,
    text: findings,
    token: facts?.token ?? null,
    deleted: deleted ?? null,
    need: need && presentNeed(need, (wanted) => facts?.withheld.by(wanted) ?? []),
    rateLimit: facts?.rateLimit ?? null,
    withheld: [...(facts?.withheld.named ?? [])],
  }
}

/**
 * The token, where the actor may read it, or what stays of it. An unknown text, another organisation's token and one
 * that they may not read are told apart by nothing: of the latter two nothing is looked at but whose they are.
 * @throws KeywardError `token_not_found` and `permission_missing`, for an id
 */
async function findAsked(
  { store: { reads }, prefixes, keys }: Deps,
  rights: Rights,
  text: string | undefined,
  tokenId: TokenId | undefined,
): Promise<Asked> {
  const { id: organizationId } = rights.organization
  if (tokenId !== undefined) {
    const deleted = await findDeleted(reads, rights, tokenId)
    if (deleted) return { deleted }
    const stored = found(await reads.tokens.find(organizationId, tokenId), tokenId)
    requireReach(rights, stored.token.owner, 'read')
    return { subject: { stored, secret: stored.secrets[0] } }
  }
  requireOne(rights, READS)
  const parsed = text === undefined ? undefined : parseText(text, prefixes)
  if (!parsed) return {}
  const stored = await reads.tokens.find(organizationId, parsed.id)
  if (!stored) return { deleted: await findDeleted(reads, rights, parsed.id) }
  if (!mayReach(rights, stored.token.owner, 'read')) return {}
  requireReach(rights, stored.token.owner, 'read')
  const secret = stored.secrets.find((record) => matchesSecret(keys, record, parsed.secret))
  return { subject: { stored, secret } }
}

function examine(deps: Deps, text: string, subject: Subject | undefined, now: number): TextFindings {
  const fault = findTextFault(text, deps.prefixes) ?? null
  return {
    fault,
    retiredPrefix: fault === null && !text.startsWith(`${deps.prefix}_`),
    value: subject ? whichValue(subject, now) : null,
  }
}

function whichValue({ secret }: Subject, now: number): TextFindings['value'] {
  if (!secret) return 'none'
  if (secret.notAfter === null) return 'current'
  return secret.notAfter <= now ? 'stopped' : 'old'
}

function factsOf(deps: Deps, { stored, secret }: Subject, index: CatalogueIndex, now: number) {
  const { id, conditions } = stored.token
  const unspent = deps.verifier.unspent(id)
  return {
    held: secret && holdToken(stored, secret, index),
    token: presentToken(stored, index, now, unspent),
    rateLimit: conditions.rateLimit && standingIn(stored.window, conditions.rateLimit, unspent.rate, now),
    withheld: findWithheld(partsOf(stored), index, stored.organization.home),
  }
}

function presentNeed(
  need: RouteMatch,
  withheldBy: (wanted: Permission) => NonNullable<Explanation['need']>['withheldBy'],
): Explanation['need'] {
  if ('refused' in need) return { permission: null, unmapped: need.why, withheldBy: [] }
  return { permission: need.permission, unmapped: null, withheldBy: withheldBy(need.permission) }
}
