import { actionNameOf, resourceNameOf } from '../openapi/names.ts'
import type { DescribedField } from './outline.ts'

/**
 * The resource that a field belongs to: as said, else what a query answers (`RepositoryConnection` is `repository`) or
 * what a mutation's name ends in (`addPullRequestReview` is `pull-request-review`).
 */
export function resourceOfField(field: DescribedField, types: ReadonlySet<string>): string {
  const { said, root, type, name, answers } = field
  if (said.resource) return said.resource
  const subject =
    root === undefined
      ? type
      : root === 'mutation'
        ? subjectOfMutation(name, types)
        : subjectOfQuery(name, answers, types)
  return resourceNameOf(dashed(subject)) ?? 'root'
}

/**
 * A field's action: as said, else its own name. Of all unsaid that would share one, none keeps it: each has its type
 * in front.
 */
export function nameField(field: DescribedField, beside: readonly DescribedField[]): string {
  if (field.said.action) return field.said.action
  const shared = beside.some((other) => other !== field && (other.said.action ?? other.name) === field.name)
  return actionNameOf(shared ? `${field.type}.${field.name}` : field.name) ?? 'field'
}

function subjectOfQuery(name: string, answers: string, types: ReadonlySet<string>): string {
  const one = answers.replace(/(?<=.)Connection$/, '')
  return types.has(one) ? one : name
}

function subjectOfMutation(name: string, types: ReadonlySet<string>): string {
  const words = wordsIn(name)
  for (let from = 1; from < words.length; from++) {
    const subject = words.slice(from).join('')
    const found = [subject, subject.replace(/s$/, ''), subject.replace(/ies$/, 'y')].find((each) =>
      types.has(each),
    )
    if (found) return found
  }
  return words.slice(1).join('') || name
}

/** `addPullRequestReview` as words, each with a capital: `Add`, `Pull`, `Request`, `Review`. */
const wordsIn = (name: string): string[] =>
  (name.match(/[A-Z]+\d*(?![a-z])|[A-Z]?[a-z]+\d*|\d+/g) ?? []).map(
    (word) => word.charAt(0).toUpperCase() + word.slice(1),
  )

const dashed = (subject: string): string => wordsIn(subject).join('-')
