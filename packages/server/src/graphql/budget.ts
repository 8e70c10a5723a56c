import { KeywardError } from '@keyward/contract'
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql'

/** What one request may ask for, counted in its text before anything is done for it. */
const MOST = { operations: 20, fields: 1000, aliases: 50 } as const
const MOST_WORDS = 8000
const DEEPEST = 25

/** Parses a query that stays within the budget. @throws GraphQLError */
export function parseWithin(source: string): DocumentNode {
  const document = parse(source, { maxTokens: MOST_WORDS })
  weigh(document)
  return document
}

/**
 * Counts what a query asks for, fragments where they are spread, and answers the names of its operations' own fields.
 * Stops counting where the budget ends, so that no query takes long to be refused.
 * @throws GraphQLError
 */
export function weigh({ definitions }: DocumentNode): ReadonlySet<string> {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const each of definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each)
  const counted = { operations: 0, fields: 0, aliases: 0 }
  const asked = new Set<string>()
  for (const each of definitions)
    if (each.kind === Kind.OPERATION_DEFINITION) count(each.selectionSet, 1, true)
  return asked

  function count({ selections }: SelectionSetNode, depth: number, top: boolean): void {
    if (depth > DEEPEST) throw tooMuch(`goes at most ${DEEPEST} levels deep, fragments included`)
    for (const selection of selections) {
      spend('fields')
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value)
        if (fragment) count(fragment.selectionSet, depth + 1, top)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) count(selection.selectionSet, depth + 1, top)
      else {
        if (top) {
          spend('operations')
          asked.add(selection.name.value)
        }
        if (selection.alias) spend('aliases')
        if (selection.selectionSet) count(selection.selectionSet, depth + 1, false)
      }
    }
  }

  function spend(what: keyof typeof MOST): void {
    counted[what] += 1
    if (counted[what] > MOST[what]) throw tooMuch(`holds at most ${MOST[what]} ${what}`)
  }
}

function tooMuch(limit: string): GraphQLError {
  const error = new KeywardError('request_too_large', { detail: `A request ${limit}: ask in several.` })
  return new GraphQLError(error.message, { originalError: error })
}
