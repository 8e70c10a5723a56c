import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import type { ErrorCode } from '@keyward/contract'
import { type Harm, seeRefusedAndWhole, shareInstallation } from './installation.ts'

const FILE = 'keyward.db'
const BACKUP = /restore a backup/
const shared = shareInstallation()
after(() => shared.remove())

/** Makes the database's bytes others; a backup brings the file back, and only the file. */
const damage =
  (change: (bytes: Buffer) => Buffer): Harm =>
  ({ data, backup }) => {
    const file = join(data, FILE)
    writeFileSync(file, change(readFileSync(file)))
    return () => copyFileSync(backup(FILE), file)
  }

const mode =
  (name: string, bits: number): Harm =>
  ({ data }) => {
    chmodSync(join(data, name), bits)
    return () => chmodSync(join(data, name), name === '.' ? 0o700 : 0o600)
  }

const fromTheFuture: Harm = ({ data, backup }) => {
  const db = new DatabaseSync(join(data, FILE))
  db.exec(`insert into migration values ('9999-from-the-future', '2099-01-01T00:00:00Z')`)
  db.close()
  return () => copyFileSync(backup(FILE), join(data, FILE))
}

const folderInstead: Harm = ({ data, backup }) => {
  rmSync(join(data, FILE))
  mkdirSync(join(data, FILE))
  return () => {
    rmSync(join(data, FILE), { recursive: true })
    copyFileSync(backup(FILE), join(data, FILE))
  }
}

const heldByAnother: Harm = ({ data }) => {
  const db = new DatabaseSync(join(data, FILE))
  db.exec('begin exclusive')
  return () => db.close()
}

const missing: Harm = ({ data, backup }) => {
  rmSync(join(data, FILE))
  return () => copyFileSync(backup(FILE), join(data, FILE))
}

const CASES: [what: string, harm: Harm, code: ErrorCode, detail: RegExp][] = [
  ['is a text file', damage(() => Buffer.from('dear diary\n'.repeat(500))), 'database_corrupt', BACKUP],
  [
    'is cut in the middle',
    damage((bytes) => bytes.subarray(0, bytes.length / 2)),
    'database_corrupt',
    BACKUP,
  ],
  ['has a damaged header', damage((bytes) => bytes.fill(0x7e, 0, 40)), 'database_corrupt', BACKUP],
  ['has damaged pages', damage((bytes) => bytes.fill(0x7e, 8 * 4096, 12 * 4096)), 'database_corrupt', BACKUP],
  ['was changed by a newer version', fromTheFuture, 'database_newer', /9999-from-the-future/],
  ['may not be written to', mode(FILE, 0o444), 'database_read_only', /keyward\.db/],
  ['may not be read', mode(FILE, 0o000), 'database_read_only', /keyward\.db/],
  ['lies in a folder that may not be written to', mode('.', 0o555), 'database_read_only', /data/],
  ['is gone while its keys are there', missing, 'database_unusable', /no database .*keyward\.db.*backup/],
  ['is a folder', folderInstead, 'database_unusable', /keyward\.db/],
  ['is held locked by another program', heldByAnother, 'storage_unavailable', /locked/],
]

for (const [what, harm, code, detail] of CASES)
  test(`a database that ${what} stops the start with ${code}, and nothing is lost`, async () =>
    seeRefusedAndWhole(await shared.get(), harm, code, detail))
