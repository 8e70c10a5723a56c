import type { ConsoleHouse } from '../../test/parts/open-console.ts'
import { join } from '../../test/parts/people.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

type Kept = {
  name: string
  description?: string
  access?: object
  duration?: unknown
  /** How long ago it was made. */
  daysOld: number
  /** The program that calls with it, and what it asks for, once for each time that it stands here. */
  agent?: string
  needs?: readonly string[]
}

const READS = ['notes/notes:find', 'notes/notes:findOne']
const TOKENS: readonly Kept[] = [
  {
    name: 'Deploy pipeline',
    description: 'Publishes release notes after each deployment',
    access: { kind: 'custom', scopes: ['notes/notes:find', 'notes/notes:create', 'notes/notes:update'] },
    duration: { days: 90 },
    daysOld: 41,
    agent: 'deploy-bot/4.1',
    needs: [
      'notes/notes:find',
      'notes/notes:find',
      'notes/notes:create',
      'notes/notes:create',
      'notes/notes:delete',
    ],
  },
  {
    name: 'Finance export',
    description: 'Nightly copy of the invoices into the warehouse',
    access: { kind: 'custom', scopes: ['billing/*:*'] },
    duration: { days: 5 },
    daysOld: 25,
    agent: 'airflow/2.9',
    needs: ['billing/invoices:find', 'billing/invoices:find'],
  },
  { name: 'Grafana', daysOld: 118, duration: 'unlimited', agent: 'Grafana/12.1', needs: READS },
  {
    name: 'Mobile app backend',
    access: { kind: 'full_access' },
    duration: { days: 90 },
    daysOld: 12,
    agent: 'okhttp/4.12',
    needs: [...READS, 'notes/notes:create'],
  },
  { name: 'Search indexer', duration: { days: 60 }, daysOld: 9, agent: 'indexer/0.8', needs: READS },
  { name: 'Status page', duration: { days: 30 }, daysOld: 3 },
  {
    name: 'Terraform',
    description: 'Makes tokens for new environments',
    access: { kind: 'role', role: 'developer' },
    duration: { days: 90 },
    daysOld: 63,
    agent: 'terraform/1.9',
    needs: READS,
  },
]

/** Fills an organisation with people, roles, tokens and calls, as a product would have them after some months. */
export async function furnish(house: ConsoleHouse): Promise<ReadonlyMap<string, string>> {
  await house.ask('PATCH', '/v1/settings', { contact: 'platform@acme.example' })
  await house.ask('POST', '/v1/roles', {
    name: 'Accounting',
    description: 'Reads and sends invoices',
    rule: { product: ['billing/*:*'], management: [] },
  })
  const people = [
    await join(house, 'Bo Lindqvist', 'admin'),
    await join(house, 'Chidi Okafor', 'developer'),
    await join(house, 'Mei Tanaka', 'developer'),
    await join(house, 'Ravi Menon', 'viewer'),
  ]
  for (const [n, person] of people.slice(0, 3).entries())
    await person.generate({ name: ['laptop', 'notebooks', 'local scripts'][n] ?? '' })
  const made = new Map<string, string>()
  for (const { name, description = '', access, duration, daysOld, agent, needs = [] } of TOKENS) {
    const { id, plaintext } = await house.generate({
      name,
      description,
      ...(access && { access }),
      ...(duration !== undefined && { duration }),
    })
    made.set(name, id)
    house.change(`update token set created_at = created_at - ${daysOld * DAY} where id = '${id}'`)
    for (const need of needs)
      await house.server.ask('GET', `/v1/verify?need=${need}`, {
        as: plaintext,
        ...(agent && { headers: { 'user-agent': agent } }),
      })
  }
  const old = await house.generate({ name: 'Old Jenkins job' })
  await house.ask('POST', `/v1/tokens/${old.id}/revoke`, { reason: 'superseded' })
  await whenWritten(house, made)
  spreadCalls(house)
  return made
}

async function whenWritten(house: ConsoleHouse, made: ReadonlyMap<string, string>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const { body } = await house.ask('GET', `/v1/tokens/${made.get('Terraform')}`)
    if (body.lastUse) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The uses were never written')
}

/** Where calls are counted by the hour: for each token, and for all together. */
const HOURS = [
  ['usage_hour', 'token_id'],
  ['organization_hour', 'organization_id'],
] as const

/** What was called just now was called in the hours and days before as well, by day more than by night. */
function spreadCalls(house: ConsoleHouse): void {
  for (let back = 1; back < 48; back++) {
    const busy = 2 + Math.round(9 * Math.max(0, Math.sin(((24 - (back % 24)) / 24) * Math.PI))) + (back % 3)
    for (const [table, whose] of HOURS)
      house.change(`insert or ignore into ${table} (${whose}, hour, outcome, count)
        select ${whose}, hour - ${back * HOUR}, outcome, count * ${busy} from ${table}
        where hour = (select max(hour) from ${table}) and (outcome = 'allowed' or ${back % 5 === 0})`)
  }
  house.change(`update token_use set last_used_at = last_used_at - 1000 * 60 * (abs(random()) % 170)
    where last_used_at > 0`)
}
