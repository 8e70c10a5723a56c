import { KeywardError } from '@keyward/contract'
import type { Keyward } from '@keyward/core'
import type { FastifyInstance } from 'fastify'

/** `/healthz`: the process runs. `/readyz`: the database answers and verification has its lease. */
export function mountHealth(app: FastifyInstance, keyward: Keyward): void {
  app.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    if (!(await isReady(keyward))) throw new KeywardError('verifier_not_ready')
    return { status: 'ready' }
  })
}

async function isReady(keyward: Keyward): Promise<boolean> {
  try {
    await keyward.installation.state()
    return await keyward.ready()
  } catch {
    return false
  }
}
