import type { TokenId } from '@keyward/contract'
import { Button } from '@mantine/core'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { catalogueQuery, rolesQuery, tokenQuery, tokensKey } from '../../lib/queries.ts'
import { showToast } from '../../lib/toasts.ts'
import { decideTokenActs } from '../../lib/token/token-acts.ts'
import { draftOf, toAccess, toUpdateInput } from '../../lib/token/token-draft.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { BackLink } from '../../parts/page/back-link.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { AccessSummary } from '../../parts/token/access-summary.tsx'
import { PlaceButton, useWays } from '../../parts/ways.tsx'
import { FormLayout } from './form-layout.tsx'
import { TokenFields } from './token-fields.tsx'
import { useDraft } from './use-draft.ts'
import { useFaults } from './use-faults.ts'

/** Changes a token's name, description, access or duration; its value stays. */
export function EditScreen({ tokenId }: { tokenId: TokenId }) {
  const membership = useMembership()
  const { client, organization } = useOrganization()
  const { data: token } = useSuspenseQuery(tokenQuery(organization, tokenId))
  const { data: catalogue } = useSuspenseQuery(catalogueQuery(organization))
  const { data: roleList } = useSuspenseQuery(rolesQuery(organization))
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const { go } = useWays()
  const { draft, change, own, complete } = useDraft(() => ({ draft: draftOf(token) }))
  const difference = toUpdateInput(draft, token)
  const update = useAct(() => fresh(() => client.updateToken(difference)))
  const faults = useFaults(update.error, own)
  const back = { at: 'token', tokenId } as const
  const title = `Edit ${token.name}`

  const reason = decideTokenActs(token, membership).edit
  if (reason) return <NoRight title={title} reason={reason} />

  const submit = async () => {
    if (!complete()) return
    if (Object.keys(difference).length === 1) return go(back)
    const done = await update.run()
    if (!done) return
    queries.setQueryData(tokenQuery(organization, tokenId).queryKey, done.token)
    queries.invalidateQueries({ queryKey: tokensKey(organization) })
    showToast('The changes are saved and in force.')
    go(back)
  }

  return (
    <Page title={title} above={<BackLink to={back}>{token.name}</BackLink>}>
      <FormLayout
        onSubmit={submit}
        fields={
          <TokenFields
            draft={draft}
            onChange={change}
            faults={faults.byField}
            catalogue={catalogue}
            roles={roleList.roles}
            membership={membership}
            current={token}
          />
        }
        summary={
          <AccessSummary
            access={toAccess(draft.access)}
            catalogue={catalogue}
            roles={roleList.roles}
            membership={membership}
          />
        }
        notice={!faults.beside && <ProblemNotice error={update.error} more={faults.rest} />}
        buttons={
          <>
            <Button type="submit" loading={update.pending}>
              Save changes
            </Button>
            <PlaceButton variant="default" to={back}>
              Cancel
            </PlaceButton>
          </>
        }
      />
    </Page>
  )
}
