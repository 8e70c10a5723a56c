import { callerOf, createYogaGuard, needsOfApi } from '@keyward/client/graphql'
import type { Caller } from '@keyward/contract'
import type { FastifyInstance } from 'fastify'
import { createGraphQLError, createSchema, createYoga } from 'graphql-yoga'
import { authorOf, teamOf } from './author.ts'
import { catalogue } from './catalogue.ts'
import { createComment, deleteComment, listComments } from './comments.ts'
import {
  createNote,
  deleteNote,
  findNote,
  listNotes,
  type Note,
  type NoteInput,
  updateNote,
} from './notes.ts'
import type { NotesWorld } from './open.ts'

const typeDefs = `
  type Query {
    me: Me!
    notes: [Note!]!
    note(id: ID!): Note
  }
  type Mutation {
    createNote(title: String!, body: String! = ""): Note!
    updateNote(id: ID!, title: String, body: String): Note!
    deleteNote(id: ID!): Boolean!
    addComment(noteId: ID!, body: String!): Comment!
    deleteComment(noteId: ID!, id: ID!): Boolean!
  }
  type Me { tokenId: ID!, tokenName: String!, person: String }
  type Author { person: String, name: String! }
  type Note { id: ID!, title: String!, body: String!, author: Author!, createdAt: String!, comments: [Comment!]! }
  type Comment { id: ID!, body: String!, author: Author!, createdAt: String! }
`

type Context = { caller: Caller }
type OneNote = { noteId: string }

/** Serves the same notes at `/graphql`: catalogue.json says which permission each field needs. */
export function serveGraphql(app: FastifyInstance, { database, keyward }: NotesWorld): void {
  const needs = { ...Object.assign({}, ...catalogue.map(needsOfApi)), 'Query.me': null }
  const noteIn = (caller: Caller, id: string): Note => {
    const note = findNote(database, teamOf(caller), id)
    if (!note) throw unknownNote()
    return note
  }
  const schema = createSchema<Context>({
    typeDefs,
    resolvers: {
      Query: {
        me(_: unknown, __: unknown, context) {
          const { tokenId, tokenName, owner } = callerOf(context)
          return { tokenId, tokenName, person: owner.kind === 'user' ? owner.externalId : null }
        },
        notes: (_: unknown, __: unknown, context) => listNotes(database, teamOf(callerOf(context))),
        note: (_: unknown, { id }: { id: string }, context) =>
          findNote(database, teamOf(callerOf(context)), id),
      },
      Mutation: {
        createNote(_: unknown, input: NoteInput, context) {
          const caller = callerOf(context)
          return createNote(database, teamOf(caller), input, authorOf(caller))
        },
        updateNote(_: unknown, { id, ...input }: Partial<NoteInput> & { id: string }, context) {
          const note = updateNote(database, teamOf(callerOf(context)), id, input)
          if (!note) throw unknownNote()
          return note
        },
        deleteNote: (_: unknown, { id }: { id: string }, context) =>
          deleteNote(database, teamOf(callerOf(context)), id),
        addComment(_: unknown, { noteId, body }: OneNote & { body: string }, context) {
          const caller = callerOf(context)
          return createComment(database, noteIn(caller, noteId).id, body, authorOf(caller))
        },
        deleteComment: (_: unknown, { noteId, id }: OneNote & { id: string }, context) =>
          deleteComment(database, noteIn(callerOf(context), noteId).id, id),
      },
      Note: { comments: ({ id }: Note) => listComments(database, id) },
    },
  })
  const yoga = createYoga({
    schema,
    plugins: [createYogaGuard(keyward, { realm: 'notes', needs })],
    graphiql: false,
    logging: false,
  })
  app.route({
    method: ['GET', 'POST'],
    url: yoga.graphqlEndpoint,
    handler: (request, reply) => yoga.handleNodeRequestAndResponse(request, reply),
  })
}

/** A note of another team and a note that never was are told apart by nobody. */
const unknownNote = () => createGraphQLError('No such note', { extensions: { code: 'note_not_found' } })
