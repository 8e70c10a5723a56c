import {
  EXPIRY_HEADER,
  expiryOf,
  type OutputOf,
  parseInput,
  rateLimitHeaders,
  refusalError,
} from '@keyward/contract'
import type { CoreOperationName, Keyward } from '@keyward/core'
import type { Background } from './background.ts'
import type { ActorHandler, Call, Handlers, TokenHandler } from './http/call.ts'
import { contextOf } from './http/gate.ts'
import type { Throttle } from './http/throttle.ts'
import type { Identity } from './identity.ts'
import { createInvitations } from './invitations.ts'
import { createLeaks } from './leaks.ts'
import type { SendLink } from './link-mail.ts'
import { createPasswordReset } from './password-reset.ts'
import { createProfile } from './profile.ts'
import { createSetup } from './setup.ts'
import { createSignIn } from './sign-in.ts'

export type HandlerDeps = {
  keyward: Keyward
  identity: Identity
  throttle: Throttle
  publicUrl(): string
  now(): number
  /** Undefined: this server sends no mail. */
  sendLink: SendLink | undefined
  background: Background
}

/** What answers each operation. Forget one and it does not compile. */
export function createHandlers(deps: HandlerDeps): Handlers {
  const { keyward } = deps
  const core = <N extends CoreOperationName>(name: N): ActorHandler<OutputOf<N>> => ({
    authority: 'actor',
    run: (call, actor) => keyward.invoke(name, actor, call.parts),
  })
  const self = <N extends 'getSelf' | 'regenerateSelf' | 'revokeSelf'>(
    name: N,
  ): TokenHandler<OutputOf<N>> => ({
    authority: 'token',
    run: async (call, text) => keyward.invoke(name, await keyward.actorOf(text, contextOf(call)), call.parts),
  })
  return {
    getSetup: {
      authority: 'none',
      async run(call) {
        parseInput('getSetup', call.parts)
        return { done: (await keyward.installation.state()) === 'done' }
      },
    },
    setUp: { authority: 'none', run: createSetup(deps) },
    ...createSignIn(deps),
    ...createProfile(deps),
    ...createPasswordReset(deps),
    getSelf: self('getSelf'),
    regenerateSelf: self('regenerateSelf'),
    revokeSelf: self('revokeSelf'),
    ...createLeaks(deps),
    ...createInvitations(deps),
    verifyPresented: { authority: 'token', run: (call, text) => verifyPresented(deps, call, text) },
    verifyToken: core('verifyToken'),
    verifyTokens: core('verifyTokens'),
    getCatalogue: core('getCatalogue'),
    getApiUse: core('getApiUse'),
    previewImport: core('previewImport'),
    applyImport: core('applyImport'),
    previewApiRemoval: core('previewApiRemoval'),
    removeApi: core('removeApi'),
    listCatalogueRevisions: core('listCatalogueRevisions'),
    getCatalogueRevision: core('getCatalogueRevision'),
    listRoles: core('listRoles'),
    getRole: core('getRole'),
    createRole: core('createRole'),
    previewRole: core('previewRole'),
    updateRole: core('updateRole'),
    deleteRole: core('deleteRole'),
    listMembers: core('listMembers'),
    getMember: core('getMember'),
    updateMember: core('updateMember'),
    deactivateMember: core('deactivateMember'),
    reactivateMember: core('reactivateMember'),
    removeMember: core('removeMember'),
    listInvitations: core('listInvitations'),
    cancelInvitation: core('cancelInvitation'),
    listOrganizations: core('listOrganizations'),
    getOrganization: core('getOrganization'),
    updateOrganization: core('updateOrganization'),
    putOrganization: core('putOrganization'),
    putMember: core('putMember'),
    removeProvisionedMember: core('removeProvisionedMember'),
    signOutProvisionedMember: core('signOutProvisionedMember'),
    getSettings: core('getSettings'),
    updateSettings: core('updateSettings'),
    previewPolicy: core('previewPolicy'),
    applyPolicy: core('applyPolicy'),
    approveToken: core('approveToken'),
    denyToken: core('denyToken'),
    listNotices: core('listNotices'),
    retryNotice: core('retryNotice'),
    sendTestMail: core('sendTestMail'),
    getNoticePreferences: core('getNoticePreferences'),
    updateNoticePreferences: core('updateNoticePreferences'),
    listWebhooks: core('listWebhooks'),
    createWebhook: core('createWebhook'),
    getWebhook: core('getWebhook'),
    updateWebhook: core('updateWebhook'),
    deleteWebhook: core('deleteWebhook'),
    rotateWebhookSecret: core('rotateWebhookSecret'),
    testWebhook: core('testWebhook'),
    listDeliveries: core('listDeliveries'),
    redeliver: core('redeliver'),
    listTokens: core('listTokens'),
    generateToken: core('generateToken'),
    getToken: core('getToken'),
    updateToken: core('updateToken'),
    regenerateToken: core('regenerateToken'),
    revokeToken: core('revokeToken'),
    reinstateToken: core('reinstateToken'),
    deleteToken: core('deleteToken'),
    previewRevocation: core('previewRevocation'),
    revokeTokens: core('revokeTokens'),
    reinstateTokens: core('reinstateTokens'),
    closeOldValue: core('closeOldValue'),
    getTokenActivity: core('getTokenActivity'),
    getTokenPermissions: core('getTokenPermissions'),
    getTokenUsage: core('getTokenUsage'),
    getUsageSummary: core('getUsageSummary'),
    shrinkToken: core('shrinkToken'),
    undoShrink: core('undoShrink'),
    listAuditEvents: core('listAuditEvents'),
    explainVerdict: core('explainVerdict'),
    exportAuditLog: core('exportAuditLog'),
    verifyAuditChain: core('verifyAuditChain'),
  }
}

async function verifyPresented(
  { keyward, now }: HandlerDeps,
  call: Call,
  text: string,
): Promise<OutputOf<'verifyPresented'>> {
  const { need } = parseInput('verifyPresented', call.parts)
  const { address, agent } = call.visitor
  const facts = { need, address, agent, requestId: call.requestId }
  const verdict = keyward.verifyNow(text, facts) ?? (await keyward.verify(text, facts))
  if (verdict.valid) {
    if (verdict.rateLimit) call.setHeaders(rateLimitHeaders(verdict.rateLimit))
    const expiry = expiryOf(verdict.caller, now())
    if (expiry !== undefined) call.setHeaders({ [EXPIRY_HEADER]: expiry })
    return verdict
  }
  throw refusalError(verdict, address)
}
