import { createVerifier } from '@keyward/client'
import { createApp } from './app.ts'

const { KEYWARD_URL = 'http://localhost:4117', KEYWARD_CREDENTIAL = '', PORT = '4121' } = process.env

const verifier = createVerifier({
  baseUrl: KEYWARD_URL,
  credential: KEYWARD_CREDENTIAL,
  onFault: (fault) => console.error('Keyward:', fault),
})
const address = await createApp(verifier).listen({ host: '127.0.0.1', port: Number(PORT) })
console.log(`Notes on Fastify listen on ${address}`)
