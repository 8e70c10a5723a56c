import { hoverTooltip } from '@codemirror/view'
import { offsetToPos } from 'cm6-graphql'
import type { GraphQLSchema } from 'graphql'
import { getHoverInformation } from 'graphql-language-service'

/** What the schema says of the word under the pointer. */
export const schemaHover = (schema: GraphQLSchema) =>
  hoverTooltip(({ state: { doc } }, pos) => {
    const told = getHoverInformation(schema, doc.toString(), offsetToPos(doc, pos))
    if (typeof told !== 'string' || told === '') return null
    const create = () => {
      const dom = document.createElement('div')
      dom.className = 'cm-told'
      dom.textContent = told
      return { dom }
    }
    return { pos, create }
  })
