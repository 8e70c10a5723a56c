import type { Operation } from '@keyward/contract'
import {
  GraphQLBoolean,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from 'graphql'
import { z } from 'zod'
import type { JsonSchema } from '../http/json-schema.ts'
import type { Types } from './built-types.ts'
import { singular, typeName } from './names.ts'
import { SafeInt } from './scalars.ts'
import { type Fields, readShape } from './shape.ts'

/** A page of the contract: the field that holds its items, and what stands beside them. */
export type Page = { items: string; item: JsonSchema; total: boolean; others: Fields }

const PAGING = ['nextCursor', 'total']

/** What an operation's output is a page of; undefined: it is none. */
export function readPage({ query }: Operation, output: Fields): Page | undefined {
  if (!query || !('cursor' in query.shape) || !output.has('nextCursor')) return undefined
  for (const [items, { schema }] of output) {
    const shape = readShape(schema, 'output')
    if (shape.kind !== 'list') continue
    const others = [...output].filter(([name]) => name !== items && !PAGING.includes(name))
    return { items, item: shape.item, total: output.has('total'), others: new Map(others) }
  }
  return undefined
}

const PageInfo = new GraphQLObjectType({
  name: 'PageInfo',
  fields: {
    hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
    hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean) },
    startCursor: { type: GraphQLString, description: 'Always null: pages are read forwards.' },
    endCursor: { type: GraphQLString, description: '`after` of the next page; null: this is the last.' },
  },
})

/** The connection of such a page, as Relay's specification has it. */
export function connectionType(page: Page, field: string, types: Types): GraphQLOutputType {
  const node = new GraphQLNonNull(types.output(page.item, typeName(singular(field))).type)
  const name = String(node.ofType)
  return types.shared(`${name}Connection`, () => {
    const edge = types.shared(`${name}Edge`, () =>
      objectType(`${name}Edge`, {
        node: { type: node },
        cursor: {
          type: GraphQLString,
          description: 'The page’s last edge has one: `after` of the next page.',
        },
      }),
    )
    return objectType(`${name}Connection`, {
      edges: { type: listOf(new GraphQLNonNull(edge)) },
      nodes: { type: listOf(node) },
      pageInfo: { type: new GraphQLNonNull(PageInfo) },
      ...(page.total && { totalCount: { type: new GraphQLNonNull(SafeInt) } }),
      ...types.outputFields(page.others, `${name}Connection`),
    })
  })
}

const objectType = (name: string, fields: ConstructorParameters<typeof GraphQLObjectType>[0]['fields']) =>
  new GraphQLObjectType({ name, fields })
const listOf = (item: GraphQLOutputType) => new GraphQLNonNull(new GraphQLList(item))

const Paged = z.looseObject({ nextCursor: z.string().nullable(), total: z.int().optional() })

/** A page as its connection: `after` is the cursor that it was asked for with. */
export function connectionOf({ items }: Page, output: unknown, after: unknown): object {
  const { nextCursor, total, ...others } = Paged.parse(output)
  const nodes = z.array(z.unknown()).parse(others[items])
  const edges = nodes.map((node, at) => ({ node, cursor: at === nodes.length - 1 ? nextCursor : null }))
  const pageInfo = {
    hasNextPage: nextCursor !== null,
    hasPreviousPage: typeof after === 'string',
    startCursor: null,
    endCursor: nextCursor,
  }
  return { ...others, nodes, edges, pageInfo, totalCount: total }
}
