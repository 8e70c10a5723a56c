import { startReceiver } from '../../packages/server/test/parts/webhook-receiver.ts'
import type { ConsoleHouse } from '../../test/parts/open-console.ts'
import { join } from '../../test/parts/people.ts'

const action = (method: string, path: string, operationId: string, summary: string) => ({
  [path]: { [method]: { operationId, summary, tags: ['messages'], responses: {} } },
})
const describing = (...paths: object[]) => ({
  openapi: '3.1.0',
  info: { title: 'Mail API', version: '1' },
  servers: [{ url: 'https://mail.acme.example/v1' }],
  tags: [{ name: 'messages' }],
  paths: Object.fromEntries(paths.flatMap((path) => Object.entries(path))),
})
const LIST = action('get', '/messages', 'find', 'List messages')
const READ = action('get', '/messages/{id}', 'read', 'Read a message')
const ERASE = action('delete', '/mailboxes/{id}', 'erase', 'Erase a mailbox')
const SEND = action('post', '/outbox', 'send', 'Send a message')

/** The next description of an API that is in the catalogue already: something comes, something goes. */
export const NEXT_DESCRIPTION = JSON.stringify(
  describing(LIST, READ, SEND, action('post', '/messages/{id}/forward', 'forward', 'Forward a message')),
)

/** What the settings show after some months: an imported API, webhooks with what was posted, requests that wait. */
export async function furnishSettings(
  house: ConsoleHouse,
  after: (stop: () => Promise<void>) => void,
): Promise<{ webhook: string }> {
  const must = async (method: string, path: string, body: unknown) => {
    const answer = await house.ask(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const { id, revision, effects } = await must(
    'POST',
    '/v1/catalogue/imports?slug=mail',
    describing(LIST, READ, ERASE, SEND),
  )
  await must('POST', `/v1/catalogue/imports/${id}/apply`, { revision, effects })
  await house.generate({
    name: 'Mail archiver',
    access: { kind: 'custom', scopes: ['mail/messages:find', 'mail/messages:erase'] },
    duration: { days: 90 },
  })

  const receiver = await startReceiver({ after: (stop) => after(async () => stop()) })
  const { webhook } = await must('POST', '/v1/webhooks', {
    name: 'Security channel',
    url: receiver.url,
    events: ['approval.requested', 'token.revoked', 'token.expiring'],
  })
  const off = await must('POST', '/v1/webhooks', { name: 'Data warehouse', url: receiver.url })
  await must('PATCH', `/v1/webhooks/${off.webhook.id}`, { disabled: true })
  const nadia = await join(house, 'Nadia Haddad', 'admin')
  const { policy } = (await house.ask('GET', '/v1/settings')).body
  await must('PATCH', '/v1/settings', { policy: { ...policy, approval: 'organization' } })
  for (const [name, justification] of [
    ['Release publisher', 'Publishes the notes of each release from the pipeline.'],
    ['Ranking experiment', 'Reads notes for the ranking experiment; ends with the quarter.'],
  ])
    await nadia.ask('POST', '/v1/tokens', {
      name,
      justification,
      owner: 'organization',
      access: { kind: 'custom', scopes: ['notes/notes:find', 'notes/notes:update'] },
      duration: { days: 30 },
    })
  await must('PATCH', '/v1/settings', { policy })
  await whenPosted(house, webhook.id)
  house.change(`update webhook set url = 'https://hooks.acme.example/keyward'`)
  house.change(
    `update webhook set url = 'https://warehouse.acme.example/ingest' where id = '${off.webhook.id}'`,
  )
  return { webhook: webhook.id }
}

async function whenPosted(house: ConsoleHouse, id: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const { body } = await house.ask('GET', `/v1/webhooks/${id}/deliveries`)
    if (
      body.deliveries.length > 1 &&
      body.deliveries.every((each: { status: string }) => each.status === 'delivered')
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The messages were never posted')
}
