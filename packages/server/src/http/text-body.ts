import type { IncomingMessage } from 'node:http'
import { KeywardError, type TextBody } from '@keyward/contract'
import type { FastifyInstance } from 'fastify'

/** Takes an operation's body as the text that it is, of its media types and no others. */
export function readTextBodies(app: FastifyInstance, { field, types, maxBytes }: TextBody): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    [...types],
    async (request: { headers: IncomingMessage['headers'] }, payload: IncomingMessage) => {
      if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
      return { [field]: await readBytes(payload, maxBytes) }
    },
  )
}

/**
 * Gathers a body as it arrives, in memory that a worker can share: no tick copies megabytes.
 * @throws KeywardError `request_too_large`
 */
async function readBytes(payload: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const memory = new SharedArrayBuffer(0, { maxByteLength: maxBytes })
  for await (const chunk of payload) {
    const at = memory.byteLength
    if (at + chunk.length > maxBytes) throw tooLarge(maxBytes)
    memory.grow(at + chunk.length)
    new Uint8Array(memory).set(chunk, at)
  }
  return new Uint8Array(memory, 0, memory.byteLength)
}

const tooLarge = (maxBytes: number) =>
  new KeywardError('request_too_large', {
    detail: `At most ${maxBytes / 1024 ** 2} MB are read here. Leave out the examples of the description, or import it as several APIs.`,
  })
