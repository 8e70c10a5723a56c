import { z } from 'zod'
import { NoticeId } from '../ids.ts'
import { many, pageLimit } from '../lists.ts'
import { Notice, NoticePreferences, NoticeStatus, Outbox } from '../notice.ts'
import { permission } from '../permission.ts'
import { operation } from './operation.ts'

const read = permission('keyward', 'settings', 'read')
const update = permission('keyward', 'settings', 'update')
const own = permission('keyward', 'personal-tokens', 'read')

export const noticeOperations = {
  /** Lists the outbox, the newest mail first, a page at a time; and says whether a mail server takes it. */
  listNotices: operation({
    method: 'GET',
    path: '/v1/notices',
    tag: 'Notices',
    authority: [read],
    query: z.strictObject({
      status: many(NoticeStatus).optional().describe('one or several; all if omitted'),
      limit: pageLimit,
      cursor: z.string().max(1000).optional().describe('`nextCursor` of the page before'),
    }),
    output: Outbox,
    errors: ['cursor_invalid'],
  }),
  /** Tries a mail again now that failed, or that waits for its next attempt. */
  retryNotice: operation({
    method: 'POST',
    path: '/v1/notices/{noticeId}/retry',
    tag: 'Notices',
    authority: [update],
    params: z.strictObject({ noticeId: NoticeId }),
    output: Notice,
    errors: ['notice_not_found', 'notice_not_retriable'],
  }),
  /** Sends a mail to the asking person at once, and answers what the mail server said. */
  sendTestMail: operation({
    method: 'POST',
    path: '/v1/notices/test',
    tag: 'Notices',
    authority: [update],
    output: z.strictObject({
      to: z.string(),
      answer: z.string().describe('how the mail server answered'),
    }),
    errors: ['mail_not_configured', 'mail_failed'],
  }),
  /** Tells a person what of their own they have muted. Takes a session: no API token stands for the person here. */
  getNoticePreferences: operation({
    method: 'GET',
    path: '/v1/notices/preferences',
    tag: 'Notices',
    authority: [own],
    output: NoticePreferences,
    errors: ['session_required'],
  }),
  /** Mutes what concerns the asking person alone. Takes a session, and stops no mail about their sign-in. */
  updateNoticePreferences: operation({
    method: 'PUT',
    path: '/v1/notices/preferences',
    tag: 'Notices',
    authority: [own],
    body: NoticePreferences,
    output: NoticePreferences,
    errors: ['session_required'],
  }),
} as const
