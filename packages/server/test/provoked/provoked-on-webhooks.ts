import type { SetUpHouse } from '../parts/house.ts'
import { reusingKey } from '../parts/reusing-key.ts'
import type { Provoked } from './provoked.ts'

const NONE = `whk_${'0'.repeat(32)}`
const NO_DELIVERY = `dlv_${'0'.repeat(32)}`
const input = (changes: object = {}) => ({ name: 'hook', url: 'https://203-0-113-7.example/', ...changes })

const creating =
  (changes: object = {}) =>
  ({ ask, owner }: SetUpHouse) =>
    ask('POST', '/v1/webhooks', { as: owner, body: input(changes) })
const made = async (house: SetUpHouse): Promise<string> => (await creating()(house)).body.webhook.id
const switchedOff = async (house: SetUpHouse): Promise<string> => {
  const id = await made(house)
  await house.ask('PATCH', `/v1/webhooks/${id}`, { as: house.owner, body: { disabled: true } })
  return id
}
const unknown = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', rest = '', body?: object) => ({
  webhook_not_found: ({ ask, owner }: SetUpHouse) =>
    ask(method, `/v1/webhooks/${NONE}${rest}`, { as: owner, ...(body && { body }) }),
})

type OnWebhooks =
  | 'listWebhooks'
  | 'createWebhook'
  | 'getWebhook'
  | 'updateWebhook'
  | 'deleteWebhook'
  | 'rotateWebhookSecret'
  | 'testWebhook'
  | 'listDeliveries'
  | 'redeliver'

/** The declared errors of webhooks. */
export const PROVOKED_ON_WEBHOOKS: Pick<Provoked, OnWebhooks> = {
  listWebhooks: {},
  createWebhook: {
    webhook_url_refused: creating({ url: 'https://127.0.0.1/' }),
    idempotency_key_reused: (house) =>
      reusingKey(house, house.owner, '/v1/webhooks', [input(), input({ name: 'another' })]),
    webhooks_full: async (house) => {
      for (let count = 0; count < 20; count++) await made(house)
      return creating()(house)
    },
  },
  getWebhook: unknown('GET'),
  updateWebhook: {
    ...unknown('PATCH', '', { name: 'x' }),
    webhook_url_refused: async (house) =>
      house.ask('PATCH', `/v1/webhooks/${await made(house)}`, {
        as: house.owner,
        body: { url: 'https://[::1]/' },
      }),
  },
  deleteWebhook: unknown('DELETE'),
  rotateWebhookSecret: {
    ...unknown('POST', '/rotate-secret'),
    idempotency_key_reused: async (house) => {
      const headers = { 'idempotency-key': 'rotate' }
      const rotate = async () =>
        house.ask('POST', `/v1/webhooks/${await made(house)}/rotate-secret`, { as: house.owner, headers })
      await rotate()
      return rotate()
    },
  },
  testWebhook: {
    ...unknown('POST', '/test'),
    webhook_disabled: async (house) =>
      house.ask('POST', `/v1/webhooks/${await switchedOff(house)}/test`, { as: house.owner }),
  },
  listDeliveries: {
    ...unknown('GET', '/deliveries'),
    cursor_invalid: async (house) =>
      house.ask('GET', `/v1/webhooks/${await made(house)}/deliveries?cursor=x`, { as: house.owner }),
  },
  redeliver: {
    ...unknown('POST', `/deliveries/${NO_DELIVERY}/redeliver`),
    delivery_not_found: async (house) =>
      house.ask('POST', `/v1/webhooks/${await made(house)}/deliveries/${NO_DELIVERY}/redeliver`, {
        as: house.owner,
      }),
    webhook_disabled: async (house) => {
      const id = await made(house)
      const { body } = await house.ask('POST', `/v1/webhooks/${id}/test`, { as: house.owner })
      await house.ask('PATCH', `/v1/webhooks/${id}`, { as: house.owner, body: { disabled: true } })
      return house.ask('POST', `/v1/webhooks/${id}/deliveries/${body.id}/redeliver`, { as: house.owner })
    },
  },
}
