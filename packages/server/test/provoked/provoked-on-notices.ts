import assert from 'node:assert/strict'
import type { SetUpHouse } from '../parts/house.ts'
import type { Provoked } from './provoked.ts'

/** As a personal token that may read personal tokens and no more. */
const byToken = (method: 'GET' | 'PUT', path: string, body?: object) => async (house: SetUpHouse) => {
  const access = { kind: 'custom', scopes: ['keyward/personal-tokens:read'] }
  const { plaintext } = await house.generate({ name: 'acts', access })
  return house.ask(method, path, { as: plaintext, ...(body && { body }) })
}

/** The declared errors of mails. */
export const PROVOKED_ON_NOTICES: Pick<
  Provoked,
  'listNotices' | 'retryNotice' | 'sendTestMail' | 'getNoticePreferences' | 'updateNoticePreferences'
> = {
  listNotices: {
    cursor_invalid: (house) => house.ask('GET', '/v1/notices?cursor=x', { as: house.owner }),
  },
  retryNotice: {
    notice_not_found: (house) =>
      house.ask('POST', `/v1/notices/ntc_${'0'.repeat(32)}/retry`, { as: house.owner }),
    notice_not_retriable: async (house) => {
      await house.generate({ name: 'told of', owner: 'organization' })
      const { body } = await house.ask('GET', '/v1/notices', { as: house.owner })
      return house.ask('POST', `/v1/notices/${body.notices[0].id}/retry`, { as: house.owner })
    },
  },
  sendTestMail: {
    mail_not_configured: (house) => house.ask('POST', '/v1/notices/test', { as: house.owner }),
    mail_failed: async () => assert.fail('provoked below'),
  },
  getNoticePreferences: { session_required: byToken('GET', '/v1/notices/preferences') },
  updateNoticePreferences: { session_required: byToken('PUT', '/v1/notices/preferences', { muted: [] }) },
}
