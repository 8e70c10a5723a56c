import type { Catalogue } from '@keyward/contract'
import { Button, Chip, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { gridOf } from '../../lib/catalogue/grid.ts'
import type { Question, RequestKind } from '../../lib/inspector/inspector-question.ts'
import { faultsByField } from '../../lib/problem.ts'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import classes from './inspector.module.css'
import { RequestFields } from './request-fields.tsx'
import { SubjectField } from './subject-field.tsx'

const FIELDS = [
  'tokenId',
  'token',
  'request.path',
  'request.host',
  'request.permission',
  'request.field',
  'address',
]

type QuestionFormProps = {
  question: Question
  onChange: (changes: Partial<Question>) => void
  catalogue: Catalogue | undefined
  pending: boolean
  error: unknown
  onAsk: () => void
}

/** Which token, which request, and from where. */
export function QuestionForm({ question, onChange, catalogue, pending, error, onAsk }: QuestionFormProps) {
  const [empty, setEmpty] = useState(false)
  const { byField, rest } = faultsByField(error, FIELDS)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const missing = question.subject.trim() === ''
    setEmpty(missing)
    if (missing) document.getElementById('field-subject')?.focus()
    else onAsk()
  }
  const missing = empty && question.subject.trim() === '' ? 'Paste a token, or name its id' : undefined
  return (
    <form className={classes.question} onSubmit={submit} noValidate autoComplete="off">
      <Stack gap="lg">
        <SubjectField
          value={question.subject}
          onChange={(subject) => onChange({ subject })}
          error={missing ?? byField.token ?? byField.tokenId}
        />
        <fieldset className="kw-plain">
          <legend className="kw-legend">What is asked of it</legend>
          <Kinds kind={question.kind} onChange={(kind) => onChange({ kind })} catalogue={catalogue} />
          <RequestFields question={question} onChange={onChange} catalogue={catalogue} faults={byField} />
        </fieldset>
        <TextInput
          label="From which address"
          description="Optional. Only a token that is bound to addresses minds."
          placeholder="203.0.113.7"
          autoComplete="off"
          spellCheck={false}
          value={question.address}
          onChange={(event) => onChange({ address: event.currentTarget.value })}
          error={byField.address}
        />
        {Object.keys(byField).length === 0 && <ProblemNotice error={error} more={rest} />}
        <div>
          <Button type="submit" loading={pending}>
            Inspect
          </Button>
        </div>
      </Stack>
    </form>
  )
}

type KindsProps = {
  kind: RequestKind
  onChange: (kind: RequestKind) => void
  catalogue: Catalogue | undefined
}

/** GraphQL fields are offered where the catalogue has some. */
function Kinds({ kind, onChange, catalogue }: KindsProps) {
  const fields = catalogue && gridOf(catalogue).some((api) => api.resources.some(hasField))
  return (
    <Chip.Group value={kind} onChange={(value) => onChange(value as RequestKind)}>
      <Group gap={6} mb="sm" className={classes.kinds} data-fields={fields || undefined}>
        <Chip name="request" value="none" size="sm" variant="outline">
          None
        </Chip>
        <Chip name="request" value="route" size="sm" variant="outline">
          Route
        </Chip>
        <Chip name="request" value="permission" size="sm" variant="outline">
          Permission
        </Chip>
        {fields && (
          <Chip name="request" value="field" size="sm" variant="outline">
            GraphQL field
          </Chip>
        )}
      </Group>
    </Chip.Group>
  )
}

const hasField = ({ actions }: ReturnType<typeof gridOf>[number]['resources'][number]) =>
  actions.some(({ routes }) => routes.some(({ method }) => method === 'FIELD'))
