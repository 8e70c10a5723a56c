// The same notes, guarded, behind each GraphQL server that there is a guard for.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import type { Verifier } from '@keyward/client'
import {
  callerOf,
  createApolloGuard,
  createYogaGuard,
  type FieldNeeds,
  needsOfDirectives,
} from '@keyward/client/graphql'
import type { Api, Caller } from '@keyward/contract'
import { buildSchema } from 'graphql'
import { createSchema, createYoga } from 'graphql-yoga'

export const NOTES_SCHEMA = `
  directive @keyward(resource: String, action: String, access: String) on FIELD_DEFINITION
  type Query {
    me: String!
    owner: String!
    notes: [Note!]! @keyward(resource: "notes", action: "find")
    node: Node
    note: Note @keyward(resource: "notes", action: "find")
    unguarded: String
  }
  type Mutation { createNote(title: String!): Note! @keyward(resource: "notes", action: "create") }
  interface Node { id: ID! }
  interface Titled {
    title: String!
    secret: String
  }
  type Note implements Node & Titled {
    id: ID!
    title: String!
    secret: String @keyward(resource: "notes", action: "create", access: "write")
  }
`
export const NEEDS = {
  'Query.me': null,
  'Query.owner': null,
  'Query.notes': 'notes/notes:find',
  'Query.note': 'notes/notes:find',
  'Query.node': null,
  'Mutation.createNote': 'notes/notes:create',
  'Note.secret': 'notes/notes:create',
} as const satisfies FieldNeeds

/** The same needs from the schema's directives, with what they leave open. */
export const directiveNeeds = (): FieldNeeds => ({
  'Query.me': null,
  'Query.owner': null,
  'Query.node': null,
  ...needsOfDirectives(buildSchema(NOTES_SCHEMA), 'notes'),
})

type Context = { caller?: Caller }
const NOTE = { __typename: 'Note', id: '1', title: 'First', secret: 'pearl' }
const resolvers = {
  Query: {
    me: (_: unknown, __: unknown, context: Context) => callerOf(context).tokenName,
    owner: (_: unknown, __: unknown, context: Context) => {
      const { owner } = callerOf(context)
      return owner.kind === 'user' ? owner.name : 'the organisation'
    },
    notes: () => [NOTE],
    node: () => NOTE,
    note: () => NOTE,
    unguarded: () => 'open',
  },
  Mutation: {
    createNote: (_: unknown, { title }: { title: string }) => ({ ...NOTE, title }),
  },
}

type Guarding = { needs: FieldNeeds } | { api: Api }
export type GraphqlNotes = { url: string; close(): Promise<unknown> }

export const GRAPHQL_SERVERS: Record<
  string,
  (verifier: Verifier, guarding: Guarding) => Promise<GraphqlNotes>
> = {
  async yoga(verifier, guarding) {
    const guard = createYogaGuard(verifier, { realm: 'notes', ...guarding })
    const yoga = createYoga({
      schema: createSchema<{ caller: Caller }>({ typeDefs: NOTES_SCHEMA, resolvers }),
      plugins: [guard],
      logging: false,
    })
    const server = createServer(yoga)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return {
      url: `http://127.0.0.1:${port}/graphql`,
      close: () => new Promise((resolve) => server.close(resolve)),
    }
  },
  async apollo(verifier, guarding) {
    const guard = createApolloGuard<Context>(verifier, { realm: 'notes', ...guarding })
    const server = new ApolloServer<Context>({
      typeDefs: NOTES_SCHEMA,
      resolvers,
      plugins: [guard],
      introspection: true,
      includeStacktraceInErrorResponses: false,
    })
    const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } })
    return { url, close: () => server.stop() }
  },
}
