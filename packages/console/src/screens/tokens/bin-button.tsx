import type { AnyToken } from '@keyward/contract'
import { IconTrash } from '@tabler/icons-react'
import { decideTokenActs, isLive } from '../../lib/token-acts.ts'
import { GuardedIcon } from '../../parts/guarded.tsx'
import { useMembership } from '../../parts/membership.tsx'

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
