import type { AnyToken } from '@keyward/contract'
import { IconTrash } from '@tabler/icons-react'
import { decideTokenActs, isLive } from '../../lib/token/token-acts.ts'
import { useMembership } from '../../parts/membership.tsx'
import { GuardedIcon } from '../../parts/page/guarded.tsx'

/** The bin: revokes a live token, deletes one that has ended. */
export function BinButton({ token, onBin }: { token: AnyToken; onBin: () => void }) {
  const membership = useMembership()
  const acts = decideTokenActs(token, membership)
  const live = isLive(token.shownStatus)
  return (
    <GuardedIcon
      variant="subtle"
      color="gray"
      size="md"
      label={live ? `Revoke ${token.name}` : `Delete ${token.name}`}
      reason={live ? acts.revoke : acts.delete}
      onClick={onBin}
    >
      <IconTrash size={17} aria-hidden />
    </GuardedIcon>
  )
}
