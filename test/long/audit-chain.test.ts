// Every way to tamper with a chain of 1,000 real events, at every row: found, and located at that row.
// `ci` takes every 23rd row, and the first and last two.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { link } from '../../packages/core/src/audit/chain.ts'
import type { AuditHead } from '../../packages/core/src/audit/event.ts'
import { createKeyring } from '../../packages/core/src/keys/keyring.ts'
import { openHouse } from '../../packages/core/test/house.ts'
import { seededRandom } from '../parts/seeded-random.ts'

const LENGTH = 1000
const FULL = process.env.KEYWARD_LONG === 'full'
type Row = Record<string, SQLInputValue>

test('[B9] each edit, deletion, insertion, swap and truncation of a 1,000-event chain is found and located, also when all hashes are recomputed without the key', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  await writeEvents(house)
  const db = new DatabaseSync(join(house.dir, 'keyward.db'))
  after(() => db.close())
  db.exec('pragma synchronous = off')
  const chain = host.organizationId
  const of = 'where chain = ?'
  const rows = db.prepare(`select * from audit_event ${of} order by sequence`).all(chain) as Row[]
  const head = db.prepare(`select * from audit_head ${of}`).get(chain) as Row
  assert.equal(rows.length, LENGTH)
  const columns = Object.keys(rows[0] ?? {})
  const stranger = createKeyring(seededRandom('stranger'), 0)
  let tried = 0

  const insert = inserter(db)

  /** Puts rows in the place of those from `from` up to `to`, sees where the chain is said to break, and puts all back. */
  const located = async (from: number, to: number, forged: readonly Row[], end: Row = head) => {
    tried += 1
    put(forged, rows.slice(from, to), end)
    const report = await keyward.verifyAuditChain(host, {})
    put(rows.slice(from, to), forged, head)
    return report.ok ? 0 : report.sequence
  }
  const remove = db.prepare('delete from audit_event where chain = ? and sequence = ?')
  const put = (placed: readonly Row[], gone: readonly Row[], end: Row) => {
    db.exec('begin')
    for (const row of gone) remove.run(row.chain ?? null, row.sequence ?? null)
    for (const row of placed) insert('audit_event', row)
    db.prepare(`delete from audit_head ${of}`).run(chain)
    insert('audit_head', end)
    db.exec('commit')
  }
  /** From a row on: renumbered, every hash and mac and the head made anew, with another key. */
  const rewritten = (from: number, kept: readonly Row[]): [Row[], Row] => {
    let end = from === 0 ? undefined : headOf(rows[from - 1])
    const made = kept.map((row) => {
      const { sequence, afterBrokenHead, ...body } = JSON.parse(String(row.text))
      const linked = link(body, end, stranger)
      end = linked.head
      const { hash, mac, text } = linked.event
      return { ...row, sequence: linked.event.sequence, text, hash, mac }
    })
    const { sequence, hash, mac } = end ?? headOf(head)
    return [made, { ...head, sequence, hash, mac }]
  }
  const renumbered = (from: number, kept: readonly Row[]) =>
    kept.map((row, at) => ({ ...row, sequence: from + at + 1 }))

  for (let n = 0; n < LENGTH; n++) {
    if (!FULL && n % 23 !== 0 && n > 1 && n < LENGTH - 2) continue
    const [row, rest] = [rows[n] as Row, rows.slice(n + 1)]
    for (const column of columns)
      assert.equal(await located(n, n + 1, [{ ...row, [column]: another(column, row) }]), n + 1, column)
    assert.equal(await located(n, n + 1, []), n + 1, 'deleted')
    const variants: Record<string, Row[]> = {
      deleted: rest,
      inserted: [{ ...row, kind: 'member.put' }, row, ...rest],
      ...(rest[0] && { swapped: [rest[0], row, ...rest.slice(1)] }),
      kept: [row, ...rest],
    }
    for (const [what, forged] of Object.entries(variants)) {
      if (what !== 'kept') assert.equal(await located(n, LENGTH, renumbered(n, forged)), n + 1, what)
      if (forged.length > 0)
        assert.equal(await located(n, LENGTH, ...rewritten(n, forged)), n + 1, `${what}, all recomputed`)
    }
    assert.equal(await located(n, LENGTH, []), n + 1, 'truncated')
    if (n > 0) {
      const { sequence, hash } = headOf(rows[n - 1])
      assert.equal(await located(n, LENGTH, [], { ...head, sequence, hash }), n, 'truncated, head to fit')
    }
  }
  assert.deepEqual(await keyward.verifyAuditChain(host, {}).then((report) => report.ok), true)
  t.diagnostic(`${tried} chains, each found and located`)
})

async function writeEvents({ keyward, host }: Awaited<ReturnType<typeof openHouse>>) {
  for (let n = 1; n < LENGTH; n += 3) {
    const { token } = await keyward.generateToken(host, { name: `token ${n}`, owner: 'organization' })
    await keyward.updateToken(host, { tokenId: token.id, name: `renamed ${n}` })
    await keyward.revokeToken(host, { tokenId: token.id })
  }
}

/** Another value of the same kind for a column, as an attacker would choose it. */
function another(column: string, row: Row): SQLInputValue {
  const value = row[column] ?? null
  if (column === 'chain') return 'elsewhere'
  if (column === 'sequence') return Number(value) + 10_000
  if (column === 'text') return String(value).replace(/"name":"/, '"name":"x')
  return typeof value === 'number' ? value + 1 : `${value ?? ''}x`
}

function inserter(db: DatabaseSync) {
  const prepared = new Map<string, StatementSync>()
  return (table: string, row: Row) => {
    const names = Object.keys(row)
    const sql = `insert into ${table} (${names.join()}) values (${names.map(() => '?').join()})`
    const statement = prepared.get(sql) ?? db.prepare(sql)
    prepared.set(sql, statement)
    statement.run(...Object.values(row))
  }
}

const headOf = (row: Row | undefined): AuditHead => ({
  chain: String(row?.chain) as AuditHead['chain'],
  sequence: Number(row?.sequence),
  hash: String(row?.hash),
  mac: String(row?.mac),
  keyVersion: 1,
})
