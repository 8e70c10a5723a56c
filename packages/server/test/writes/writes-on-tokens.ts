import { Policy } from '@keyward/contract'
import type { SetUpHouse } from '../parts/house.ts'
import { asking, type Prepare, type Writes } from './writes.ts'

const token = async (house: SetUpHouse, input: object = {}) =>
  house.generate({ name: 'x', owner: 'organization', ...input })

/** On a new token, after what must have happened to it. */
const on =
  (path: string, body?: object, before: readonly [path: string, body?: object][] = []): Prepare =>
  async (house) => {
    const { id } = await token(house)
    for (const [earlier, said] of before)
      await asking(house, 'POST', `/v1/tokens/${id}/${earlier}`, said ?? {})()
    return asking(house, 'POST', `/v1/tokens/${id}/${path}`, body)
  }

/** On a token that waits for somebody else's approval: the host asks for it. */
const onRequest =
  (path: string): Prepare =>
  async (house) => {
    const set = (policy: Partial<Policy>) =>
      asking(house, 'PATCH', '/v1/settings', { policy: { ...Policy.parse({}), ...policy } })()
    await set({ approval: 'all' })
    const organizationId = house.organizationId as never
    const { token } = await house.keyward.generateToken(
      { kind: 'host', organizationId, name: 'test' },
      { name: 'asked for', owner: 'organization', justification: 'because' },
    )
    await set({})
    return asking(house, 'POST', `/v1/tokens/${token.id}/${path}`)
  }

const selected = async (house: SetUpHouse) => {
  const [one, two] = [await token(house), await token(house)]
  return { selection: { ids: [one.id, two.id] }, expected: 2 }
}
const used = async (house: SetUpHouse) => {
  const { id, plaintext } = await token(house, { access: { kind: 'full_access' } })
  await house.ask('GET', '/v1/verify?need=notes/notes:find', { as: plaintext })
  return id
}

const EACH = 'each token has an event of its own, and the bulk change a closing one'

/** What is done to tokens. */
export const WRITES_ON_TOKENS: Writes<
  | 'generateToken'
  | 'updateToken'
  | 'regenerateToken'
  | 'closeOldValue'
  | 'revokeToken'
  | 'reinstateToken'
  | 'approveToken'
  | 'denyToken'
  | 'deleteToken'
  | 'revokeTokens'
  | 'reinstateTokens'
  | 'shrinkToken'
  | 'undoShrink'
  | 'regenerateSelf'
  | 'revokeSelf'
  | 'reportLeaked'
  | 'applyPolicy'
> = {
  generateToken: ['token.generated', async (house) => asking(house, 'POST', '/v1/tokens', { name: 'new' })],
  updateToken: [
    'token.updated',
    async (house) => asking(house, 'PATCH', `/v1/tokens/${(await token(house)).id}`, { name: 'y' }),
  ],
  regenerateToken: ['token.regenerated', on('regenerate', {})],
  closeOldValue: [
    'token.value_closed',
    on('close-old-value', undefined, [['regenerate', { graceMs: 60_000 }]]),
  ],
  revokeToken: ['token.revoked', on('revoke', {})],
  reinstateToken: ['token.reinstated', on('reinstate', undefined, [['revoke']])],
  approveToken: ['approval.granted', onRequest('approve')],
  denyToken: ['approval.denied', onRequest('deny')],
  deleteToken: [
    'token.deleted',
    async (house) => {
      const { id } = await token(house)
      await asking(house, 'POST', `/v1/tokens/${id}/revoke`, {})()
      return asking(house, 'DELETE', `/v1/tokens/${id}`)
    },
  ],
  revokeTokens: [
    { tells: ['token.revoked', 'token.revoked', 'tokens.revoked'], because: EACH },
    async (house) => asking(house, 'POST', '/v1/tokens/revoke', await selected(house)),
  ],
  reinstateTokens: [
    { tells: ['token.reinstated', 'token.reinstated', 'tokens.reinstated'], because: EACH },
    async (house) => {
      const { body } = await asking(house, 'POST', '/v1/tokens/revoke', await selected(house))()
      return asking(house, 'POST', '/v1/tokens/reinstate', { batchId: body.batchId })
    },
  ],
  shrinkToken: [
    'token.updated',
    async (house) => asking(house, 'POST', `/v1/tokens/${await used(house)}/shrink`, {}),
  ],
  undoShrink: [
    'token.updated',
    async (house) => {
      const id = await used(house)
      await asking(house, 'POST', `/v1/tokens/${id}/shrink`, {})()
      return asking(house, 'POST', `/v1/tokens/${id}/undo-shrink`)
    },
  ],
  regenerateSelf: [
    'token.regenerated',
    async (house) => asking(house, 'POST', '/v1/self/regenerate', {}, (await token(house)).plaintext),
  ],
  revokeSelf: [
    'token.revoked',
    async (house) => asking(house, 'POST', '/v1/self/revoke', undefined, (await token(house)).plaintext),
  ],
  reportLeaked: [
    'token.revoked',
    async (house) => {
      const { plaintext } = await token(house)
      return () => house.ask('POST', '/v1/leaked', { body: { tokens: [plaintext] } })
    },
  ],
  applyPolicy: [
    { tells: ['token.revoked', 'policy.applied'], because: EACH },
    async (house) => {
      await token(house, { access: { kind: 'role', role: 'developer' } })
      const policy = { ...Policy.parse({}), accessKinds: ['read_only', 'full_access', 'custom'] }
      await asking(house, 'PATCH', '/v1/settings', { policy })()
      const { body } = await asking(house, 'POST', '/v1/settings/preview-policy', {})()
      return asking(house, 'POST', '/v1/settings/apply-policy', { expected: body.tokens })
    },
  ],
}
