import { createKeyward } from '@keyward/core'

const read = { name: 'read', label: 'Read notes', access: 'read' }
const notes = { slug: 'notes', name: 'Notes', resources: [{ name: 'notes', label: 'Notes', actions: [read] }] }
const keyward = await createKeyward({ database: 'keyward.db', keys: 'keys.json', catalogue: [notes] })

await keyward.organizations.put({ externalId: 'acme', name: 'Acme' })
await keyward.members.put({ organization: 'acme', externalId: 'ada', name: 'Ada', role: 'developer' })
const ada = await keyward.members.actor({ organization: 'acme', externalId: 'ada' })

const { token, plaintext } = await keyward.generateToken(ada, { name: 'My first token' })
const before = await keyward.verify(plaintext, { need: 'notes/notes:read' })
await keyward.revokeToken(ada, { tokenId: token.id })
const after = await keyward.verify(plaintext, { need: 'notes/notes:read' })

console.log(before.valid, after.valid, after.code)
await keyward.close()
