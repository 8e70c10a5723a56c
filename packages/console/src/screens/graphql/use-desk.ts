import type { EditorView } from '@codemirror/view'
import { KeywardProblem } from '@keyward/client'
import { useRef, useState } from 'react'
import type { Asking } from './ask.ts'
import { rewrite, type Written } from './editor/editor.tsx'
import { operationAt, operationsIn } from './operations.ts'

type Values = Record<string, unknown>

/** What stands in the two editors, and what can be put there. */
export function useDesk(begun: { text: string; variables?: Values }) {
  const [initial] = useState(() => ({ text: begun.text, variables: toText(begun.variables) }))
  const [written, setWritten] = useState<Written>({ text: initial.text, cursor: 0 })
  const queryView = useRef<EditorView>(undefined)
  const variablesView = useRef<EditorView>(undefined)
  const operations = operationsIn(written.text)
  const textOf = (view: EditorView | undefined) => view?.state.doc.toString() ?? ''

  const put = (text: string, cursor: number, values: Values | undefined) => {
    if (!queryView.current || !variablesView.current) return
    rewrite(queryView.current, text, cursor)
    rewrite(variablesView.current, toText(values), 0)
    queryView.current.focus()
  }
  return {
    initial,
    queryView,
    variablesView,
    setWritten,
    operations,
    /** The operation that would run. */
    chosen: operationAt(operations, written.cursor),
    /**
     * What is to be asked, read from the editors themselves: what was drawn last may be behind them.
     * @throws KeywardProblem where the variables are no object
     */
    asking(): Asking {
      const query = textOf(queryView.current)
      const cursor = queryView.current?.state.selection.main.head ?? 0
      const operationName = operationAt(operationsIn(query), cursor)?.name
      const variables = readVariables(textOf(variablesView.current))
      if (!variables) throw noObject()
      return { query, variables, ...(operationName !== undefined && { operationName }) }
    },
    /** Takes the place of all that stands there; undo brings it back. */
    replace: (text: string, values: Values | undefined) => put(text, 0, values),
    /** Comes after what stands there, with its variables beside theirs. */
    append(text: string, values: Values) {
      const before = textOf(queryView.current).trimEnd()
      const above = before && `${before}\n\n`
      put(above + text, above.length, { ...readVariables(textOf(variablesView.current)), ...values })
    },
    /** Puts the cursor into an operation, so that it is the one that runs. */
    choose(from: number) {
      queryView.current?.dispatch({ selection: { anchor: from }, scrollIntoView: true })
    },
  }
}

/** The variables as they were written; undefined where that is no object. */
function readVariables(text: string): Values | undefined {
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

const noObject = () =>
  new KeywardProblem({
    code: 'request_invalid',
    title: 'The variables are no JSON object',
    detail: 'The variables are no JSON object: write them as { "name": "value" }, or leave them empty.',
  })

const toText = (values: Values | undefined): string =>
  values && Object.keys(values).length > 0 ? JSON.stringify(values, null, 2) : ''
