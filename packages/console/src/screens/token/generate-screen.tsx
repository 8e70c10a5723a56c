import type { OwnerKind } from '@keyward/contract'
import { Button, Stack, Text } from '@mantine/core'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useAct } from '../../lib/act.ts'
import { useNow } from '../../lib/now.ts'
import { listPlace } from '../../lib/places.ts'
import { catalogueQuery, rolesQuery, tokensKey } from '../../lib/queries.ts'
import { mayDo, rightFor, whyNoChoices, whyNot } from '../../lib/rights.ts'
import { draftSentences } from '../../lib/token/describe-draft.ts'
import { tellLostValue } from '../../lib/token/lost-value.ts'
import { prefillDraft } from '../../lib/token/prefilled-draft.ts'
import { emptyDraft, toAccess, toGenerateInput } from '../../lib/token/token-draft.ts'
import type { TokenPrefill } from '../../lib/token/token-prefill.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { BackLink } from '../../parts/page/back-link.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Notice } from '../../parts/page/notice.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { AccessSummary } from '../../parts/token/access-summary.tsx'
import { useMintedSlot } from '../../parts/token/minted-slot.tsx'
import { NoProductNotice } from '../../parts/token/no-product-notice.tsx'
import { OwnerChoice } from '../../parts/token/owner-choice.tsx'
import { PlaceButton, useWays } from '../../parts/ways.tsx'
import { FormLayout } from './form-layout.tsx'
import { TokenFields } from './token-fields.tsx'
import { useDraft } from './use-draft.ts'
import { useFaults } from './use-faults.ts'

const TITLE = 'Generate new API token'
/** Where a token begins: name it, say whose it is, how long it lives and what it may do. */
export function GenerateScreen({ prefill }: { prefill: TokenPrefill }) {
  const membership = useMembership()
  const mine = prefill.owner === 'me'
  const owner = firstOwner(
    mine,
    mayDo(membership, 'create', 'organization'),
    mayDo(membership, 'create', 'mine'),
  )
  const reason = whyNot(membership, 'create', mine ? 'mine' : 'organization')
  if (!owner) return <NoRight title={TITLE} reason={reason} />
  const choiceless = whyNoChoices(membership, rightFor('read', owner === 'user' ? 'mine' : 'organization'))
  if (choiceless) return <NoRight title={TITLE} reason={choiceless} />
  return <GenerateForm owner={owner} prefill={prefill} />
}

function GenerateForm({ owner, prefill }: { owner: OwnerKind; prefill: TokenPrefill }) {
  const membership = useMembership()
  const now = useNow()
  const { client, organization } = useOrganization()
  const { data: catalogue } = useSuspenseQuery(catalogueQuery(organization))
  const { data: roleList } = useSuspenseQuery(rolesQuery(organization))
  const queries = useQueryClient()
  const slot = useMintedSlot()
  const fresh = useFreshSignIn()
  const { go } = useWays()
  const { draft, change, told, own, complete } = useDraft(() =>
    prefillDraft(emptyDraft(owner, membership.organization.policy.longestDays, now), prefill, {
      catalogue,
      roles: roleList.roles,
      membership,
      now,
    }),
  )
  const generate = useAct(() => fresh(() => client.generateToken(toGenerateInput(draft))))
  const faults = useFaults(generate.error, own)
  const byField = { ...told, ...faults.byField }
  const back = listPlace(owner === 'user')
  useEffect(() => document.getElementById('field-name')?.focus(), [])

  const submit = async () => {
    if (!complete()) return
    const minted = await generate.run()
    if (!minted) return
    if (minted.plaintext === null) tellLostValue()
    else slot.hand(minted.token.id, minted.plaintext)
    queries.invalidateQueries({ queryKey: tokensKey(organization) })
    go({ at: 'token', tokenId: minted.token.id })
  }

  return (
    <Page title={TITLE} above={<BackLink to={back}>API tokens</BackLink>}>
      <NoProductNotice catalogue={catalogue} />
      {Object.keys(prefill).some((field) => field !== 'owner') && (
        <Notice tone="hint" title="A link filled in this form">
          Look it through before you generate: what the token may do is your choice, not the link’s.
        </Notice>
      )}
      <FormLayout
        onSubmit={submit}
        fields={
          <TokenFields
            draft={draft}
            onChange={change}
            faults={byField}
            catalogue={catalogue}
            roles={roleList.roles}
            membership={membership}
            owner={
              <OwnerChoice
                value={draft.owner}
                onChange={(chosen) => change({ owner: chosen })}
                error={byField.owner}
                membership={membership}
              />
            }
          />
        }
        summary={
          <Stack gap="sm">
            <AccessSummary
              access={toAccess(draft.access)}
              catalogue={catalogue}
              roles={roleList.roles}
              membership={membership}
            />
            <Text size="sm">{draftSentences(draft, now).join(' ')}</Text>
          </Stack>
        }
        notice={!faults.beside && <ProblemNotice error={generate.error} more={faults.rest} />}
        buttons={
          <>
            <Button type="submit" loading={generate.pending}>
              Generate token
            </Button>
            <PlaceButton variant="default" to={back}>
              Cancel
            </PlaceButton>
            <Text size="sm" c="dimmed">
              Its value is shown once, on the next page.
            </Text>
          </>
        }
      />
    </Page>
  )
}

function firstOwner(mine: boolean, mayOrganization: boolean, mayMine: boolean): OwnerKind | undefined {
  if (mine && mayMine) return 'user'
  if (mayOrganization) return 'organization'
  return mayMine ? 'user' : undefined
}
