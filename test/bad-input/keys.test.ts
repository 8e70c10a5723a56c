import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { ErrorCode } from '@keyward/contract'
import { createKeyring, realClock, realRandom } from '@keyward/core'
import { encodeKeyring } from '../../packages/core/src/keys/keyring-text.ts'
import { expectRefusal, type Harm, seeRefusedAndWhole, shareInstallation } from './installation.ts'

const FILE = 'keys.json'
const shared = shareInstallation()
after(() => shared.remove())

const otherKeys = () => encodeKeyring(createKeyring(realRandom, realClock.now()))

const putBack = ({ data, backup }: Parameters<Harm>[0]) => {
  copyFileSync(backup(FILE), join(data, FILE))
  chmodSync(join(data, FILE), 0o600)
}
const holding =
  (text: () => string | Buffer): Harm =>
  (copy) => {
    writeFileSync(join(copy.data, FILE), text(), { mode: 0o600 })
    return () => putBack(copy)
  }
const lost: Harm = (copy) => {
  rmSync(join(copy.data, FILE))
  return () => putBack(copy)
}
const open: Harm = (copy) => {
  chmodSync(join(copy.data, FILE), 0o644)
  return () => putBack(copy)
}
const halved: Harm = (copy) => {
  const whole = readFileSync(join(copy.data, FILE))
  return holding(() => whole.subarray(0, whole.length / 2))(copy)
}

const CASES: [what: string, harm: Harm, code: ErrorCode, detail: RegExp][] = [
  ['are lost', lost, 'keys_lost', /[Pp]ut the keys file back/],
  ['are those of another installation', holding(otherKeys), 'keys_mismatch', /keys\.json/],
  ['may be read by others', open, 'keys_invalid', /chmod 600/],
  ['are garbage', holding(() => 'not json'), 'keys_invalid', /./],
  ['are JSON of another kind', holding(() => '{"keys":[1,2]}'), 'keys_invalid', /./],
  ['are cut in the middle', halved, 'keys_invalid', /./],
  ['are empty', holding(() => ''), 'keys_invalid', /./],
]

for (const [what, harm, code, detail] of CASES)
  test(`keys that ${what} stop the start with ${code}, are not replaced, and nothing is lost`, async () =>
    seeRefusedAndWhole(await shared.get(), harm, code, detail))

test('keys from the environment that are another installation’s stop the start with keys_mismatch', async () => {
  const { folder } = (await shared.get()).copy()
  await expectRefusal({ folder, env: { KEYWARD_KEYS: otherKeys() } }, 'keys_mismatch')
  await expectRefusal({ folder, env: { KEYWARD_KEYS: 'garbage' } }, 'keys_invalid')
})
