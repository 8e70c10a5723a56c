import type { settingsOperations } from '../../operations/settings.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_RECEIPT, SAMPLE_SETTINGS } from '../samples.ts'

const batchId = 'bat_019aa3d2b8407c1e8f3a6d5b2c1e0f94'

export const SETTINGS_DOCS: Readonly<Record<keyof typeof settingsOperations, OperationDocs>> = {
  getSettings: {
    summary: 'Tells what the organisation is called and what it decides for itself.',
    example: { input: {}, output: SAMPLE_SETTINGS },
  },
  updateSettings: {
    summary: 'Changes what the organisation is called and decides: the fields that are given.',
    example: {
      input: { contact: 'it@acme.example', timeZone: 'Europe/Berlin' },
      output: SAMPLE_SETTINGS,
    },
  },
  previewPolicy: {
    summary: 'Tells which live tokens break a policy, and what applying it would do to them.',
    example: {
      input: { policy: SAMPLE_SETTINGS.policy },
      output: {
        tokens: 3,
        shortened: 2,
        revoked: 1,
        byRule: [
          { rule: 'longest_lifetime', tokens: 2 },
          { rule: 'access_kind', tokens: 1 },
        ],
        callsLastDay: 1203,
        names: ['CI pipeline', 'Nightly report', 'Old laptop'],
      },
    },
  },
  applyPolicy: {
    summary:
      'Makes live tokens follow the policy in force: earlier ends, or revoked as `policy`, if as many break it as expected.',
    example: {
      input: { expected: 3 },
      output: { batchId, shortened: 2, revoked: 1, receipt: SAMPLE_RECEIPT },
    },
  },
}
