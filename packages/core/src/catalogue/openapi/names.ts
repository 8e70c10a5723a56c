import { Action, Resource } from '@keyward/contract'

const NAME_LENGTH = 64
const LABEL_LENGTH = 200

export const isResourceName = (text: unknown): text is string => Resource.shape.name.safeParse(text).success
export const isActionName = (text: unknown): text is string => Action.shape.name.safeParse(text).success

/** The nearest action name: accents gone, other characters a dash; undefined when nothing is left. */
export function actionNameOf(text: string): string | undefined {
  const words = text
    .slice(0, 1000)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_.]+/g, '-')
    .replace(/[-_.]{2,}/g, '-')
    .slice(0, NAME_LENGTH)
    .replace(/^[-_.]|[-_.]$/g, '')
  return words === '' ? undefined : words
}

/** The nearest resource name; undefined when nothing is left. */
export const resourceNameOf = (text: string): string | undefined => actionNameOf(text)?.toLowerCase()

/** A name with a number behind it, still within the length. */
export const numbered = (name: string, number: number): string =>
  `${name.slice(0, NAME_LENGTH - 6).replace(/[-_.]$/, '')}-${number}`

/** A text cut to a label's length. */
export const labelOf = (text: string): string =>
  text.length <= LABEL_LENGTH ? text : `${text.slice(0, LABEL_LENGTH - 1).replace(/[\ud800-\udbff]$/, '')}…`

/** `listForUser` or `list-for-user` as words: `List for user`. */
export function wordsOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_.]/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const NOT_TELLING = /^(?:api|rest|v\d[\w.-]*|\d{4}-\d{2}-\d{2})$/i

/** The literal segments of a path, left to right; a version or `api` in front is passed over where others follow. */
export function pathWords(path: string): string[] {
  const words = path.split('/').filter((segment) => segment !== '' && !segment.includes('{'))
  const first = words.findIndex((word) => !NOT_TELLING.test(word))
  return first < 0 ? words.slice(0, 1) : words.slice(first)
}
