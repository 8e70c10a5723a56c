// What every Node.js from 20 on must be able to do: guard a GraphQL server, Yoga or Apollo, field by field.
import { createServer } from 'node:http'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { createVerifier } from '@keyward/client'
import { callerOf, createApolloGuard, createYogaGuard } from '@keyward/client/graphql'
import { createSchema, createYoga } from 'graphql-yoga'

const [baseUrl, credential, told] = process.argv.slice(2)
const verifier = createVerifier({ baseUrl, credential })
const needs = { 'Query.title': 'notes/notes:find', 'Mutation.rename': 'notes/notes:create' }
const typeDefs = 'type Query { title: String! } type Mutation { rename: String! }'
const resolvers = {
  Query: { title: (_source, _args, context) => callerOf(context).tokenName },
  Mutation: { rename: () => 'renamed' },
}

const plugins = [createYogaGuard(verifier, { needs })]
const yoga = createServer(
  createYoga({ schema: createSchema({ typeDefs, resolvers }), plugins, logging: false }),
)
await new Promise((resolve) => yoga.listen(0, '127.0.0.1', resolve))
const apollo = new ApolloServer({ typeDefs, resolvers, plugins: [createApolloGuard(verifier, { needs })] })
const { url } = await startStandaloneServer(apollo, { listen: { port: 0, host: '127.0.0.1' } })

async function ask(address, token, query) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ query }) })
  const { data, errors } = await answer.json()
  return errors ? [answer.status, errors[0].extensions.code] : [answer.status, ...Object.values(data)]
}

const answers = {}
for (const [name, address] of Object.entries({
  yoga: `http://127.0.0.1:${yoga.address().port}/graphql`,
  apollo: url,
})) {
  answers[name] = {}
  for (const [which, token] of [...Object.entries(JSON.parse(told)), ['none', undefined]])
    answers[name][which] = [
      ...(await ask(address, token, '{ title }')),
      ...(await ask(address, token, 'mutation { rename }')),
    ]
}
console.log(JSON.stringify(answers))
yoga.closeAllConnections()
yoga.close()
await apollo.stop()
