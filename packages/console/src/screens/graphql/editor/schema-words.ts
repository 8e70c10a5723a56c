import { hoverTooltip } from '@codemirror/view'
import { offsetToPos } from 'cm6-graphql'
import type { GraphQLSchema } from 'graphql'
import { getHoverInformation } from 'graphql-language-service'

/** What the schema says of the word under the pointer. */
export const schemaHover = (schema: GraphQLSchema) =>
  hoverTooltip(({ state: { doc } }, pos) => {
    const told = getHoverInformation(schema, doc.toString(), offsetToPos(doc, pos))
    return typeof told === 'string' && told !== '' ? { pos, create: () => ({ dom: cardOf(told) }) } : null
  })

/** What the schema says of what is suggested. */
export const tellSuggestion = ({ documentation }: { documentation?: unknown }): Node | null =>
  typeof documentation === 'string' && documentation !== '' ? cardOf(documentation) : null

function cardOf(text: string): HTMLElement {
  const card = document.createElement('div')
  card.className = 'cm-told'
  card.textContent = text.replaceAll('`', '')
  return card
}
