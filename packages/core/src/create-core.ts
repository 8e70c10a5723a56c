import { existsSync } from 'node:fs'
import {
  type ExternalId,
  ExternalId as ExternalIdSchema,
  KeywardError,
  PutMemberInput,
  PutOrganizationInput,
  parseShape,
  refusalError,
} from '@keyward/contract'
import { beat } from './beat.ts'
import { createCatalogueCache } from './cache/catalogue-cache.ts'
import { createHomeCache } from './cache/home-cache.ts'
import { createLimiter } from './cache/limiter.ts'
import { createQuarantineCache } from './cache/quarantine-cache.ts'
import { createVerifier } from './cache/verifier.ts'
import { startCourier } from './courier.ts'
import { createImporter } from './import/create-importer.ts'
import { currentKey, Keyring } from './keys/keyring.ts'
import { seal, unseal } from './keys/seal.ts'
import type { Keyward, KeywardOptions } from './keyward.ts'
import { invoker, operationsOf } from './operations.ts'
import type { Actor, Store } from './ports.ts'
import { startPostman } from './postman.ts'
import { realClock, realRandom, realTimers } from './real-world.ts'
import { loadKeyring } from './storage/keys-file.ts'
import { openSqliteStore } from './storage/sqlite/open.ts'
import { isPrefix } from './token/format.ts'
import { UsageBuffer } from './usage/buffer.ts'
import { memberships } from './usecases/account/memberships.ts'
import { renamePerson, tellOfAccount } from './usecases/account/own-account.ts'
import { userSignedOut } from './usecases/account/signed-out.ts'
import { putCatalogue } from './usecases/catalogue/put-catalogue.ts'
import { forgetOnce } from './usecases/change/once.ts'
import type { Deps } from './usecases/deps.ts'
import { quarantinedSince, releaseQuarantine } from './usecases/installation/quarantine.ts'
import { setUp } from './usecases/installation/set-up.ts'
import { checkSetupCode, issueSetupCode, setupState } from './usecases/installation/setup-code.ts'
import { acceptInvitation, openInvitation } from './usecases/invitations/accept-invitation.ts'
import { newId } from './usecases/new-id.ts'
import { tidyNotices } from './usecases/notices/deliver-notices.ts'
import { warnOfExpiry } from './usecases/notices/warn-of-expiry.ts'
import { organizationOf } from './usecases/organizations/operate.ts'
import { removeMemberAs, signOutAs } from './usecases/organizations/provisioned-member.ts'
import { putMemberAs } from './usecases/organizations/put-member.ts'
import { putOrganizationAs } from './usecases/organizations/put-organization.ts'
import { oweNotice } from './usecases/outbox/owe-notices.ts'
import { reportLeaked, revokeForService } from './usecases/presented/revoke-presented.ts'
import { inspectToken } from './usecases/presented/verify-token.ts'
import { closeQuietValues } from './usecases/tokens/values/close-old-value.ts'
import { flusher, foldUsage } from './usecases/usage/flush-usage.ts'
import { tidyDeliveries } from './usecases/webhooks/deliver.ts'

const FLUSH_EVERY_MS = 5_000
const FOLD_EVERY_MS = 3_600_000
const WARN_EVERY_MS = 60_000
const FLUSH_AT = 10_000
const CACHE_SIZE = 100_000

/**
 * Opens Keyward on a database.
 * @throws KeywardError `database_*`, `data_dir_unusable`, `keys_*`, `catalogue_invalid`, each with the way on
 */
export async function createKeyward(options: KeywardOptions): Promise<Keyward> {
  const { clock = realClock, random = realRandom, timers = realTimers, onFault = () => {} } = options
  const { prefix = 'kw', outlet = null, poster = null } = options
  requirePaths(options)
  requirePrefixes([prefix, ...(options.retiredPrefixes ?? [])])
  const ownStore = typeof options.database === 'string'
  const store =
    typeof options.database === 'string'
      ? await openSqliteStore({ path: options.database, create: isFirstStart(options.keys), clock, timers })
      : options.database
  try {
    const keys =
      options.keys instanceof Keyring
        ? options.keys
        : await loadKeyring({ path: options.keys, store, random, now: clock.now() })
    const catalogue = createCatalogueCache({ store, clock, timers })
    const usage = new UsageBuffer()
    const prefixes = new Set([prefix, ...(options.retiredPrefixes ?? [])])
    const verifier = createVerifier({
      verifierId: newId('ver', { clock, random }),
      feed: store.feed,
      clock,
      timers,
      keys,
      prefixes,
      catalogue,
      quarantine: createQuarantineCache(store),
      limiter: createLimiter({ store, clock }),
      usage,
      cacheSize: CACHE_SIZE,
      report: onFault,
    })
    const home = createHomeCache(store)
    const flush = flusher(store, usage)
    const deps: Deps = {
      store,
      clock,
      random,
      timers,
      keys,
      verifier,
      catalogue: catalogue.latest,
      declared: new Set(options.catalogue?.map(({ slug }) => slug)),
      importer: createImporter(timers),
      home,
      flush,
      prefix,
      outlet,
      poster,
      prefixes,
    }
    if (options.catalogue) await verifier.settle(await putCatalogue(deps, options.catalogue))
    return assemble(deps, {
      usage,
      verifier,
      closeStore: ownStore ? () => store.close() : async () => {},
      onFault,
    })
  } catch (error) {
    if (ownStore) await store.close()
    throw error
  }
}

/** Keys without their database are what is left of one that is lost: nobody is helped by an empty one in its place. */
const isFirstStart = (keys: string | Keyring): boolean => keys instanceof Keyring || !existsSync(keys)

/** A program without types may leave out what every other names. */
function requirePaths({ database, keys }: KeywardOptions): void {
  for (const [name, given] of Object.entries({ database, keys }))
    if (!given) throw new KeywardError('config_invalid', { detail: `\`${name}\` is missing: name a file.` })
}

function requirePrefixes(prefixes: readonly string[]): void {
  const wrong = prefixes.find((prefix) => !isPrefix(prefix))
  if (wrong !== undefined)
    throw new KeywardError('config_invalid', {
      detail: `${JSON.stringify(wrong)} is no token prefix: expected a lower-case letter, then up to 15 letters or digits.`,
    })
}

type Parts = {
  usage: UsageBuffer
  verifier: ReturnType<typeof createVerifier>
  closeStore: () => Promise<void>
  onFault: (fault: unknown) => void
}

function assemble(deps: Deps, { usage, verifier, closeStore, onFault }: Parts): Keyward {
  const { store, clock, timers, keys, outlet, poster, flush } = deps
  const invoke = invoker(deps)
  const flushing = beat(
    timers,
    FLUSH_EVERY_MS,
    async () => {
      await flush()
      await verifier.beat()
      await closeQuietValues(deps)
    },
    onFault,
  )
  const folding = beat(
    timers,
    FOLD_EVERY_MS,
    async () => {
      await foldUsage(deps)
      await tidyNotices(deps)
      await forgetOnce(deps)
      await tidyDeliveries(deps)
    },
    onFault,
  )
  const warning = beat(timers, WARN_EVERY_MS, () => warnOfExpiry(deps), onFault)
  const postman = poster && startPostman(deps, poster, newId('snd', deps), onFault)
  const courier = outlet && startCourier(deps, outlet, newId('snd', deps), onFault)
  let early = false
  const flushEarly = () => {
    if (early || usage.size < FLUSH_AT) return
    early = true
    flush()
      .catch(onFault)
      .finally(() => {
        early = false
      })
  }

  return {
    ...operationsOf(invoke),
    invoke,
    verifyNow: (text, facts = {}) => verifier.verifyNow(text, facts),
    async verify(text, facts = {}) {
      const verdict = await verifier.verify(text, facts)
      flushEarly()
      return verdict
    },
    verifyRequestNow: (text, request) => verifier.verifyRequestNow(text, request),
    async verifyRequest(text, request) {
      const verdict = await verifier.verifyRequest(text, request)
      flushEarly()
      return verdict
    },
    async requireGood(text, { address, requestId } = { address: null, requestId: null }) {
      const verdict = await verifier.verify(text, { address, requestId, counts: false })
      if (!verdict.valid) throw refusalError(verdict, address)
    },
    async actorOf(text, context, need) {
      const { verdict, version } = await verifier.admit(text, {
        need,
        address: context?.address,
        requestId: context?.requestId,
      })
      if (!verdict.valid) throw refusalError(verdict, context?.address)
      if (version === null) throw new KeywardError('token_unknown')
      const { organization, tokenId } = verdict.caller
      return {
        kind: 'token',
        organizationId: organization.id,
        tokenId,
        version,
        admitted: new Set(verdict.permissions),
        exercise: (permission) => usage.exercise(tokenId, permission, clock.now()),
        context,
      }
    },
    presented: {
      inspect: (actor, text) => inspectToken(deps, actor, text),
      revoke: (actor, text) => revokeForService(deps, actor, text),
      leaked: (texts, found) => reportLeaked(deps, texts, found),
    },
    prefixes: [deps.prefix, ...[...deps.prefixes].filter((each) => each !== deps.prefix)],
    organizations: {
      put: (input) => putOrganizationAs(deps, 'host', parseShape(PutOrganizationInput, input)),
    },
    invitations: {
      open: (secret) => openInvitation(deps, secret),
      accept: (secret, account, context) => acceptInvitation(deps, secret, account, context),
    },
    members: {
      async put(input) {
        const { organization, externalId, ...member } = parseShape(PutMemberInput, input)
        const whom = { externalId: organization, memberExternalId: externalId }
        return (await putMemberAs(deps, 'host', { ...member, ...whom })).member
      },
      remove: async (input) => removeMemberAs(deps, 'host', whomOf(input)),
      actor: (input) =>
        hostActor(
          store,
          parseShape(ExternalIdSchema, input.organization),
          parseShape(ExternalIdSchema, input.externalId),
        ),
      signedOut: async (input) => signOutAs(deps, 'host', whomOf(input)),
    },
    installation: {
      state: () => setupState(deps),
      issueSetupCode: (chosen) => issueSetupCode(deps, chosen),
      checkSetupCode: (code) => checkSetupCode(deps, code),
      setUp: (request) => setUp(deps, request),
      quarantinedSince: () => quarantinedSince(deps),
      release: () => releaseQuarantine(deps),
    },
    notices: { owe: (notice, organizationId) => oweNotice(deps, notice, organizationId) },
    memberships: (userId) => memberships(deps, userId),
    memberSince: (userId) => store.reads.members.activeSince(userId),
    renamePerson: (userId, name, context) => renamePerson(deps, userId, name, context),
    tellOfAccount: (userId, event, context) => tellOfAccount(deps, userId, event, context),
    userSignedOut: (userId, context) => userSignedOut(deps, userId, context),
    seal: (text, place) => seal(keys, deps.random, text, place),
    unseal: (sealed, place) => unseal(keys, sealed, place),
    sessionSecret: () => Buffer.from(currentKey(keys, 'session').bytes).toString('base64url'),
    ready: () => verifier.ready(),
    flush,
    async close() {
      await Promise.all([
        flushing.stop(),
        folding.stop(),
        warning.stop(),
        courier?.stop(),
        postman?.stop(),
        deps.importer.end(),
      ])
      await flush().catch(onFault)
      await verifier.end().catch(onFault)
      await closeStore()
    },
  }
}

const whomOf = ({ organization, externalId }: { organization: string; externalId: string }) => ({
  externalId: parseShape(ExternalIdSchema, organization),
  memberExternalId: parseShape(ExternalIdSchema, externalId),
})

async function hostActor({ reads }: Store, organization: ExternalId, externalId: ExternalId): Promise<Actor> {
  const { id } = await organizationOf(reads, organization)
  const member = await reads.members.byExternalId(id, externalId)
  if (!member)
    throw new KeywardError('member_not_found', { detail: `No member has the external id "${externalId}".` })
  return { kind: 'member', organizationId: id, memberId: member.id }
}
