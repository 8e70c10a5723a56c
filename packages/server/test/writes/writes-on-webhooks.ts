import type { SetUpHouse } from '../parts/house.ts'
import { asking, type Prepare, type Writes } from './writes.ts'

const HOOK = { name: 'hook', url: 'https://203-0-113-7.example/' }

const made = async (house: SetUpHouse): Promise<string> =>
  `/v1/webhooks/${(await asking(house, 'POST', '/v1/webhooks', HOOK)()).body.webhook.id}`

const on =
  (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Prepare =>
  async (house) =>
    asking(house, method, `${await made(house)}${path}`, body)

/** What is done to webhooks. */
export const WRITES_ON_WEBHOOKS: Writes<
  'createWebhook' | 'updateWebhook' | 'deleteWebhook' | 'rotateWebhookSecret' | 'testWebhook' | 'redeliver'
> = {
  createWebhook: ['webhook.created', async (house) => asking(house, 'POST', '/v1/webhooks', HOOK)],
  updateWebhook: ['webhook.updated', on('PATCH', '', { name: 'y' })],
  deleteWebhook: ['webhook.deleted', on('DELETE', '')],
  rotateWebhookSecret: ['webhook.secret_rotated', on('POST', '/rotate-secret')],
  testWebhook: ['webhook.tested', on('POST', '/test')],
  redeliver: [
    'webhook.redelivered',
    async (house) => {
      const webhook = await made(house)
      const { body } = await asking(house, 'POST', `${webhook}/test`)()
      return asking(house, 'POST', `${webhook}/deliveries/${body.id}/redeliver`)
    },
  ],
}
