import type { OperationName } from '../operations/index.ts'
import type { OperationDocs } from './operation-docs.ts'
import { AUDIT_DOCS } from './operations/audit.ts'
import { CATALOGUE_DOCS } from './operations/catalogue.ts'
import { INVITATION_DOCS } from './operations/invitations.ts'
import { LEAK_DOCS } from './operations/leaks.ts'
import { MEMBER_DOCS } from './operations/members.ts'
import { NOTICE_DOCS } from './operations/notices.ts'
import { ORGANIZATION_DOCS } from './operations/organizations.ts'
import { PASSWORD_RESET_DOCS } from './operations/password-reset.ts'
import { PROFILE_DOCS } from './operations/profile.ts'
import { ROLE_DOCS } from './operations/roles.ts'
import { SESSION_DOCS } from './operations/session.ts'
import { SETTINGS_DOCS } from './operations/settings.ts'
import { SETUP_DOCS } from './operations/setup.ts'
import { TOKEN_DOCS } from './operations/tokens.ts'
import { USAGE_DOCS } from './operations/usage.ts'
import { VERIFY_DOCS } from './operations/verify.ts'
import { WEBHOOK_DOCS } from './operations/webhooks.ts'

/** The docstrings of every operation at run time, with one example each. A test holds them to the declarations. */
export const OPERATION_DOCS: Readonly<Record<OperationName, OperationDocs>> = {
  ...AUDIT_DOCS,
  ...CATALOGUE_DOCS,
  ...INVITATION_DOCS,
  ...LEAK_DOCS,
  ...MEMBER_DOCS,
  ...NOTICE_DOCS,
  ...ORGANIZATION_DOCS,
  ...PASSWORD_RESET_DOCS,
  ...PROFILE_DOCS,
  ...ROLE_DOCS,
  ...SESSION_DOCS,
  ...SETTINGS_DOCS,
  ...SETUP_DOCS,
  ...TOKEN_DOCS,
  ...USAGE_DOCS,
  ...VERIFY_DOCS,
  ...WEBHOOK_DOCS,
}
