import type { AuditSearch } from '../../lib/audit/audit-search.ts'

/** The filters as the address has them, and how they are changed. */
export type AuditScreenProps = { search: AuditSearch; onSearch: (search: AuditSearch) => void }
