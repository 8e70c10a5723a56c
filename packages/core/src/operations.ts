import {
  type InputOf,
  type InputParts,
  KeywardError,
  type Operations,
  type OutputOf,
  type ParsedOf,
  parseInput,
  splitInput,
} from '@keyward/contract'
import type { Actor } from './ports.ts'
import { exportAuditLog } from './usecases/audit-log/export-audit-log.ts'
import { listAuditEvents } from './usecases/audit-log/list-audit-events.ts'
import { verifyAuditChain } from './usecases/audit-log/verify-audit-chain.ts'
import { applyImport } from './usecases/catalogue/apply-import.ts'
import { getApiUse } from './usecases/catalogue/get-api-use.ts'
import { getCatalogue } from './usecases/catalogue/get-catalogue.ts'
import { getCatalogueRevision } from './usecases/catalogue/get-catalogue-revision.ts'
import { listCatalogueRevisions } from './usecases/catalogue/list-catalogue-revisions.ts'
import { previewApiRemoval } from './usecases/catalogue/preview-api-removal.ts'
import { previewImport } from './usecases/catalogue/preview-import.ts'
import { removeApi } from './usecases/catalogue/remove-api.ts'
import type { Deps } from './usecases/deps.ts'
import { cancelInvitation, inviteMember, resendInvitation } from './usecases/invitations/invite-member.ts'
import { listInvitations } from './usecases/invitations/list-invitations.ts'
import { deactivateMember, reactivateMember } from './usecases/members/deactivate-member.ts'
import { getMember } from './usecases/members/get-member.ts'
import { listMembers } from './usecases/members/list-members.ts'
import { removeMember } from './usecases/members/remove-member.ts'
import { updateMember } from './usecases/members/update-member.ts'
import { listNotices } from './usecases/notices/list-notices.ts'
import { getNoticePreferences, updateNoticePreferences } from './usecases/notices/notice-preferences.ts'
import { retryNotice } from './usecases/notices/retry-notice.ts'
import { sendTestMail } from './usecases/notices/send-test-mail.ts'
import { createOrganization } from './usecases/organizations/create-organization.ts'
import { getOrganization, listOrganizations } from './usecases/organizations/list-organizations.ts'
import {
  removeProvisionedMember,
  signOutProvisionedMember,
} from './usecases/organizations/provisioned-member.ts'
import { putMember } from './usecases/organizations/put-member.ts'
import { putOrganization } from './usecases/organizations/put-organization.ts'
import { updateOrganization } from './usecases/organizations/update-organization.ts'
import { explainVerdict } from './usecases/presented/explain-verdict.ts'
import { verifyToken } from './usecases/presented/verify-token.ts'
import { verifyTokens } from './usecases/presented/verify-tokens.ts'
import { createRole } from './usecases/roles/create-role.ts'
import { deleteRole } from './usecases/roles/delete-role.ts'
import { getRole } from './usecases/roles/get-role.ts'
import { listRoles } from './usecases/roles/list-roles.ts'
import { previewRole } from './usecases/roles/preview-role.ts'
import { updateRole } from './usecases/roles/update-role.ts'
import { applyPolicy } from './usecases/settings/apply-policy.ts'
import { getSettings } from './usecases/settings/get-settings.ts'
import { previewPolicy } from './usecases/settings/preview-policy.ts'
import { updateSettings } from './usecases/settings/update-settings.ts'
import { getToken } from './usecases/tokens/get-token.ts'
import { approveToken, denyToken } from './usecases/tokens/granting/approve-token.ts'
import { generateToken } from './usecases/tokens/granting/generate-token.ts'
import { updateToken } from './usecases/tokens/granting/update-token.ts'
import { listTokens } from './usecases/tokens/list-tokens.ts'
import { deleteToken } from './usecases/tokens/revoking/delete-token.ts'
import { previewRevocation } from './usecases/tokens/revoking/preview-revocation.ts'
import { reinstateToken } from './usecases/tokens/revoking/reinstate-token.ts'
import { reinstateTokens } from './usecases/tokens/revoking/reinstate-tokens.ts'
import { revokeToken } from './usecases/tokens/revoking/revoke-token.ts'
import { revokeTokens } from './usecases/tokens/revoking/revoke-tokens.ts'
import { regenerateSelf, revokeSelf } from './usecases/tokens/self/end-self.ts'
import { getSelf } from './usecases/tokens/self/get-self.ts'
import { closeOldValue } from './usecases/tokens/values/close-old-value.ts'
import { regenerateToken } from './usecases/tokens/values/regenerate-token.ts'
import { getTokenActivity } from './usecases/usage/get-token-activity.ts'
import { getTokenPermissions } from './usecases/usage/get-token-permissions.ts'
import { getTokenUsage } from './usecases/usage/get-token-usage.ts'
import { getUsageSummary } from './usecases/usage/get-usage-summary.ts'
import { shrinkToken } from './usecases/usage/shrink-token.ts'
import { undoShrink } from './usecases/usage/undo-shrink.ts'
import { createWebhook, rotateWebhookSecret } from './usecases/webhooks/create-webhook.ts'
import { getWebhook, listDeliveries, listWebhooks } from './usecases/webhooks/list-webhooks.ts'
import { redeliver, testWebhook } from './usecases/webhooks/redeliver.ts'
import { deleteWebhook, updateWebhook } from './usecases/webhooks/update-webhook.ts'

/** The contract's operations that core itself answers, each by one use case. */
const USE_CASES = {
  applyImport,
  applyPolicy,
  approveToken,
  cancelInvitation,
  closeOldValue,
  createOrganization,
  createRole,
  createWebhook,
  deactivateMember,
  deleteRole,
  deleteToken,
  deleteWebhook,
  denyToken,
  explainVerdict,
  exportAuditLog,
  generateToken,
  getApiUse,
  getCatalogue,
  getCatalogueRevision,
  getMember,
  getNoticePreferences,
  getOrganization,
  getRole,
  getSelf,
  getSettings,
  getToken,
  getTokenActivity,
  getTokenPermissions,
  getTokenUsage,
  getUsageSummary,
  getWebhook,
  inviteMember,
  listAuditEvents,
  listCatalogueRevisions,
  listDeliveries,
  listInvitations,
  listMembers,
  listNotices,
  listOrganizations,
  listRoles,
  listTokens,
  listWebhooks,
  previewApiRemoval,
  previewImport,
  previewPolicy,
  previewRevocation,
  previewRole,
  putMember,
  putOrganization,
  reactivateMember,
  redeliver,
  regenerateSelf,
  regenerateToken,
  reinstateToken,
  reinstateTokens,
  removeApi,
  removeMember,
  removeProvisionedMember,
  resendInvitation,
  retryNotice,
  revokeSelf,
  revokeToken,
  revokeTokens,
  rotateWebhookSecret,
  sendTestMail,
  shrinkToken,
  signOutProvisionedMember,
  testWebhook,
  undoShrink,
  updateMember,
  updateNoticePreferences,
  updateOrganization,
  updateRole,
  updateSettings,
  updateToken,
  updateWebhook,
  verifyAuditChain,
  verifyToken,
  verifyTokens,
} as const

/** The name of an operation that core itself answers. */
export type CoreOperationName = keyof typeof USE_CASES
/** Every such name. */
export const CORE_OPERATIONS = Object.keys(USE_CASES) as readonly CoreOperationName[]

type UseCases = {
  [N in CoreOperationName]: (deps: Deps, actor: Actor, input: ParsedOf<N>) => Promise<OutputOf<N>>
}
const useCases: UseCases = USE_CASES

/** Every operation of core as a method: who asks, and what. */
export type CoreOperations = { [N in keyof Pick<Operations, CoreOperationName>]: Method<N> }

type Method<N extends CoreOperationName> = 'idempotencyKey' extends keyof InputOf<N>
  ? OnceMethod<InputOf<N>, OutputOf<N>>
  : (actor: Actor, input: InputOf<N>) => Promise<OutputOf<N>>

/** Without a key nothing is ever a replay, and the type says so. */
type OnceMethod<Input, Output> = {
  (actor: Actor, input: Input & { idempotencyKey?: undefined }): Promise<Exclude<Output, { replayed: true }>>
  (actor: Actor, input: Input): Promise<Output>
}

/** Answers an operation whose input still travels in parts, as over HTTP. @throws KeywardError */
export type Invoke = <N extends CoreOperationName>(
  name: N,
  actor: Actor,
  parts: InputParts,
) => Promise<OutputOf<N>>

/** Whether core itself answers an operation; the others are a server's. */
export const isCoreOperation = (name: string): name is CoreOperationName => Object.hasOwn(USE_CASES, name)

/** Binds the use cases to their world. */
export const invoker =
  (deps: Deps): Invoke =>
  async (name, actor, parts) =>
    useCases[name](deps, actor, parseInput(name, parts))

/** Every operation as a method, each over `invoke`. */
export function operationsOf(invoke: Invoke): CoreOperations {
  const method = (name: CoreOperationName) => (actor: Actor, input: object) => {
    if (typeof input !== 'object' || input === null) throw new KeywardError('request_invalid')
    return invoke(name, actor, splitInput(name, input))
  }
  return Object.fromEntries(CORE_OPERATIONS.map((name) => [name, method(name)])) as unknown as CoreOperations
}
