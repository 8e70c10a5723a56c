import { createApp } from './app.ts'
import { openNotes } from './open.ts'
import { seed } from './seed.ts'

const { NOTES_DATA_DIR = 'data', NOTES_PORT = '4118' } = process.env

const world = await openNotes(NOTES_DATA_DIR)
const firstToken = await seed(world)
const app = createApp(world)
const address = await app.listen({ host: '127.0.0.1', port: Number(NOTES_PORT) })

console.log(`The notes API listens on ${address}`)
if (firstToken !== undefined)
  console.log(`
Ada's first token, read-only, for 30 days; it is shown this once:

  TOKEN=${firstToken}
  curl -i ${address}/notes
  curl -i -H "Authorization: Bearer $TOKEN" ${address}/notes
  curl -i -H "Authorization: Bearer $TOKEN" ${address}/notes -H 'content-type: application/json' -d '{"title":"Mine"}'
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await app.close()
    await world.close()
  })
