import type { EditorView } from '@codemirror/view'
import { useRef, useState } from 'react'
import { rewrite, type Written } from './editor/editor.tsx'
import { operationAt, operationsIn } from './operations.ts'

/** What stands in the two editors, and what can be put there. */
export function useDesk(begun: { text: string; variables: Record<string, unknown> | undefined }) {
  const [initial] = useState(() => ({ text: begun.text, variables: toText(begun.variables) }))
  const [written, setWritten] = useState<Written>({ text: initial.text, cursor: 0 })
  const variables = useRef(initial.variables)
  const views = useRef<{ query?: EditorView | undefined; variables?: EditorView | undefined }>({})
  const operations = operationsIn(written.text)

  const put = (text: string, cursor: number, values: Record<string, unknown> | undefined) => {
    const { query, variables: below } = views.current
    if (!query || !below) return
    rewrite(query, text, cursor)
    rewrite(below, toText(values), 0)
    query.focus()
  }
  return {
    initial,
    operations,
    /** The operation that would run. */
    chosen: operationAt(operations, written.cursor),
    text: () => written.text,
    variables: () => variables.current,
    onWriteQuery: setWritten,
    onWriteVariables: ({ text }: Written) => {
      variables.current = text
    },
    onQueryView: (view: EditorView | undefined) => {
      views.current.query = view
    },
    onVariablesView: (view: EditorView | undefined) => {
      views.current.variables = view
    },
    /** Takes the place of all that stands there; undo brings it back. */
    replace: (text: string, values: Record<string, unknown> | undefined) => put(text, 0, values),
    /** Comes after what stands there, with its variables beside theirs. */
    append: (text: string, values: Record<string, unknown>) => {
      const before = written.text.trim() === '' ? '' : `${written.text.trimEnd()}\n\n`
      put(before + text, before.length, { ...readVariables(variables.current), ...values })
    },
    /** Puts the cursor into an operation, so that it is the one that runs. */
    choose: (from: number) => {
      views.current.query?.dispatch({ selection: { anchor: from }, scrollIntoView: true })
    },
  }
}

/** The variables as they were written; undefined where that is no object. */
export function readVariables(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {}
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? Object.fromEntries(Object.entries(read))
      : undefined
  } catch {
    return undefined
  }
}

const toText = (values: Record<string, unknown> | undefined): string =>
  values && Object.keys(values).length > 0 ? JSON.stringify(values, null, 2) : ''
