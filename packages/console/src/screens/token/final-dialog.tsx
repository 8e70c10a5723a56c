import type { Token } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { tokensKey } from '../../lib/queries.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

/** Makes a revocation final after the fact: somebody else turned out to have the token. */
export function FinalDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const seal = useAct(() => fresh(() => client.revokeToken({ tokenId: token.id, reason: 'compromised' })))
  const submit = async () => {
    if (!(await seal.run())) return
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
    onClose()
  }
  return (
    <Dialog onClose={onClose} title="Make this revocation final?">
      <Stack gap="lg">
        <Text>
          Do this when somebody else may have had “{token.name}”. It can then never be re-approved, by
          anybody.
        </Text>
        <ProblemNotice error={seal.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="danger" loading={seal.pending} onClick={submit}>
            Make final
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
