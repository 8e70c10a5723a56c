import type { noticeOperations } from '../../operations/notices.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_NOTICE } from '../samples.ts'

export const NOTICE_DOCS: Readonly<Record<keyof typeof noticeOperations, OperationDocs>> = {
  listNotices: {
    summary:
      'Lists the outbox, the newest mail first, a page at a time; and says whether a mail server takes it.',
    example: {
      input: { status: ['waiting', 'failed'], limit: 50 },
      output: {
        server: { address: 'smtp.acme.example:587', from: 'keyward@acme.example' },
        counts: { waiting: 1, sending: 0, sent: 128, failed: 0 },
        notices: [SAMPLE_NOTICE],
        nextCursor: null,
      },
    },
  },
  retryNotice: {
    summary: 'Tries a mail again now that failed, or that waits for its next attempt.',
    example: { input: { noticeId: SAMPLE_NOTICE.id }, output: SAMPLE_NOTICE },
  },
  sendTestMail: {
    summary: 'Sends a mail to the asking person at once, and answers what the mail server said.',
    example: { input: {}, output: { to: 'ada@acme.example', answer: '250 2.0.0 Ok: queued as 4F1A2' } },
  },
  getNoticePreferences: {
    summary: 'Tells a person what of their own they have muted.',
    description: 'Takes a session: no API token stands for the person here.',
    example: { input: {}, output: { muted: ['expiring'] } },
  },
  updateNoticePreferences: {
    summary: 'Mutes what concerns the asking person alone.',
    description: 'Takes a session, and stops no mail about their sign-in.',
    example: { input: { muted: ['expiring'] }, output: { muted: ['expiring'] } },
  },
}
