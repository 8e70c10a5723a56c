import { autocompletion } from '@codemirror/autocomplete'
import { json, jsonParseLinter } from '@codemirror/lang-json'
import { linter } from '@codemirror/lint'
import { EditorView, lineNumbers } from '@codemirror/view'
import { graphql } from 'cm6-graphql'
import type { GraphQLSchema } from 'graphql'
import { schemaHover, tellSuggestion } from './schema-words.ts'

/** GraphQL that knows its schema: completes, finds faults while one types, and tells of what the pointer is on. */
export const queryLanguage = (schema: GraphQLSchema) => [
  lineNumbers(),
  autocompletion(),
  graphql(schema, { onCompletionInfoRender: tellSuggestion }),
  schemaHover(schema),
]

const faults = jsonParseLinter()

/** JSON; nothing at all is no fault. */
export const variablesLanguage = [
  EditorView.theme({ '.cm-line': { padding: '0 16px' } }),
  json(),
  linter((view) => (view.state.doc.toString().trim() === '' ? [] : faults(view))),
]
