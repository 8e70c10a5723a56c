// The client against a real server: the main job from code.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createClient, KeywardProblem } from '@keyward/client'
import { startServer } from '@keyward/server'

const CODE = 'a code that was chosen'
const ADA = { name: 'Ada', email: 'ada@example.com', password: 'seven quiet herons wade' }

/** A fetch that keeps cookies, as a browser's does. */
function fetchWithCookies(): typeof fetch {
  const jar = new Map<string, string>()
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    headers.set('origin', new URL(String(input)).origin)
    const response = await fetch(input, { ...init, headers })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '' || /max-age=0\b/i.test(cookie)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
}

const problemOf = (promise: Promise<unknown>): Promise<KeywardProblem> =>
  promise.then(
    () => assert.fail('expected a problem'),
    (error: unknown) => (error instanceof KeywardProblem ? error : assert.fail(String(error))),
  )

test('from code, a token is generated, listed, verified, revoked and refused, and every failure has its code', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-client-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const server = await startServer({
    cwd: folder,
    env: { KEYWARD_PORT: '0', KEYWARD_SETUP_CODE: CODE, KEYWARD_LOG_LEVEL: 'silent' },
  })
  t.after(() => server.close())
  const baseUrl = server.url

  const person = createClient({ baseUrl, fetch: fetchWithCookies() })
  const setUp = { code: CODE, organization: { name: 'Acme' }, owner: ADA, verifyToken: { name: 'Notes' } }
  assert.equal((await problemOf(person.setUp({ ...setUp, code: 'wrong' }))).code, 'setup_code_wrong')
  const weak = await problemOf(person.setUp({ ...setUp, owner: { ...ADA, password: 'short' } }))
  assert.deepEqual([weak.code, weak.fields[0]?.path], ['request_invalid', 'owner.password'])
  const { verifyToken } = await person.setUp(setUp)
  assert.ok(verifyToken)
  const service = createClient({ baseUrl, token: verifyToken.plaintext })

  assert.equal((await problemOf(createClient({ baseUrl }).getSession())).code, 'session_required')
  assert.equal(await person.signOut(), undefined)
  const { user } = await person.signIn({ email: ADA.email, password: ADA.password })
  assert.equal(user.name, 'Ada')

  const names = ['one', 'two', 'three'].map((name) => `CI ${name}`)
  for (const name of names) await person.generateToken({ name, access: { kind: 'full_access' } })
  const { token, plaintext } = await person.generateToken({ name: 'CI four' })
  assert.ok(plaintext !== null)
  const seen: string[] = []
  for await (const { name } of person.eachToken({ search: 'CI', sort: 'createdAt', limit: 3 }))
    seen.push(name)
  assert.deepEqual(seen, [...names, 'CI four'])
  assert.equal((await person.listTokens({ status: ['active', 'revoked'], search: 'four' })).total, 1)

  assert.equal((await service.verifyToken({ token: plaintext })).valid, true)
  const lacking = await problemOf(service.listTokens())
  assert.deepEqual([lacking.code, lacking.status, lacking.token?.name], ['permission_missing', 403, 'Notes'])
  assert.ok(lacking.permission?.startsWith('keyward/') && lacking.requestId && lacking.editUrl)

  await person.revokeToken({ tokenId: token.id })
  const verdict = await service.verifyToken({ token: plaintext })
  assert.equal(!verdict.valid && verdict.code, 'token_revoked')
  const refused = await problemOf(createClient({ baseUrl, token: plaintext }).verifyPresented())
  assert.deepEqual([refused.code, refused.status], ['token_revoked', 401])
  const again = await problemOf(person.revokeToken({ tokenId: token.id }))
  assert.deepEqual([again.code, again.state], ['move_not_allowed', 'revoked'])
  await person.deleteToken({ tokenId: token.id, revoke: true })
  assert.equal((await problemOf(person.getToken({ tokenId: token.id }))).code, 'token_not_found')
})
