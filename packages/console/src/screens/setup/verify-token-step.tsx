import { type OrganizationId, permission, type ScopePattern } from '@keyward/contract'
import { Button, Text, TextInput } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { clientOf } from '../../lib/client.ts'
import { faultsByField } from '../../lib/problem.ts'
import { tellLostValue } from '../../lib/token/lost-value.ts'
import { verifySnippets } from '../../lib/token/snippets.ts'
import { EntryForm } from '../../parts/entry/entry-form.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { RevealedValue } from '../../parts/token/revealed-value.tsx'

const VERIFY = permission('keyward', 'tokens', 'verify') as string as ScopePattern

/** Offers the token with which a first service has the tokens judged that it is shown. */
export function VerifyTokenStep({
  organization,
  onDone,
}: {
  organization: OrganizationId
  onDone: () => void
}) {
  const [name, setName] = useState('My service')
  const [plaintext, setPlaintext] = useState<string>()
  const generate = useAct(() =>
    clientOf(organization).generateToken({
      name,
      description: 'Lets a service ask Keyward whether a token is good',
      owner: 'organization',
      access: { kind: 'custom', scopes: [VERIFY] },
      duration: 'unlimited',
    }),
  )
  const forget = useCallback(() => setPlaintext(undefined), [])
  const submit = async () => {
    const minted = await generate.run()
    if (minted?.plaintext === null) tellLostValue()
    else setPlaintext(minted?.plaintext)
  }

  if (plaintext !== undefined)
    return (
      <RevealedValue
        title="Verify token generated"
        plaintext={plaintext}
        tryIt="Try it: here the token is judged itself. Your service sends those that it is shown"
        snippets={verifySnippets(plaintext)}
        doneLabel="Done: go to API tokens"
        onDone={onDone}
        onForget={forget}
      />
    )
  const { byField } = faultsByField(generate.error, ['name'])
  return (
    <EntryForm
      act="Generate a verify token for your service"
      onAct={submit}
      pending={generate.pending}
      below={
        <Button variant="subtle" onClick={onDone} fullWidth>
          Skip for now
        </Button>
      }
    >
      <TextInput
        label="Name of the service"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={byField.name}
        autoComplete="off"
        autoFocus
      />
      <Text size="sm" c="dimmed">
        The token may verify tokens and nothing else. It belongs to the organisation and does not expire.
      </Text>
      {!byField.name && <ProblemNotice error={generate.error} />}
    </EntryForm>
  )
}
