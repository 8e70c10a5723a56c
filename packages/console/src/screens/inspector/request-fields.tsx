import { type Catalogue, RequestMethod } from '@keyward/contract'
import { NativeSelect, Text, TextInput } from '@mantine/core'
import { gridOf } from '../../lib/catalogue/grid.ts'
import type { Question } from '../../lib/inspector/inspector-question.ts'
import classes from './inspector.module.css'

type RequestFieldsProps = {
  question: Question
  onChange: (changes: Partial<Question>) => void
  catalogue: Catalogue | undefined
  faults: Readonly<Record<string, string | undefined>>
}

/** The fields of whichever kind of request was chosen. */
export function RequestFields({ question, onChange, catalogue, faults }: RequestFieldsProps) {
  const actions = catalogue
    ? gridOf(catalogue).flatMap(({ resources }) => resources.flatMap((each) => each.actions))
    : []
  switch (question.kind) {
    case 'none':
      return (
        <Text size="sm" c="dimmed">
          Only whether the token is good, and what it may do.
        </Text>
      )
    case 'route':
      return (
        <div className={classes.route}>
          <NativeSelect
            label="Method"
            data={[...RequestMethod.options]}
            value={question.method}
            onChange={(event) => onChange({ method: event.currentTarget.value as Question['method'] })}
          />
          <TextInput
            label="Path, or the whole address"
            placeholder="/notes/42"
            autoComplete="off"
            spellCheck={false}
            value={question.path}
            onChange={(event) => onChange({ path: event.currentTarget.value })}
            error={faults['request.path'] ?? faults['request.host']}
          />
        </div>
      )
    case 'permission':
      return (
        <Suggested
          label="Permission"
          placeholder="notes/notes:find"
          list={actions.map(({ permission }) => permission)}
          value={question.permission}
          onChange={(permission) => onChange({ permission })}
          error={faults['request.permission']}
        />
      )
    case 'field':
      return (
        <Suggested
          label="GraphQL field"
          placeholder="Query.notes"
          list={actions.flatMap(({ routes }) =>
            routes.flatMap(({ method, path }) => (method === 'FIELD' ? [path] : [])),
          )}
          value={question.field}
          onChange={(field) => onChange({ field })}
          error={faults['request.field']}
        />
      )
  }
}

type SuggestedProps = {
  label: string
  placeholder: string
  list: readonly string[]
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

/** A field that suggests what the catalogue has. */
function Suggested({ list, onChange, ...rest }: SuggestedProps) {
  return (
    <>
      <TextInput
        {...rest}
        list="suggested"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id="suggested">
        {[...new Set(list)].map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  )
}
