import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CERTIFICATE, posterTo, startReceiver } from '../../test/parts/webhook-receiver.ts'

const message = (url: string) => ({
  url,
  headers: { 'webhook-id': 'dlv_1' },
  body: '{"type":"webhook.test"}',
})
const at = (address: string) => async () => [{ address, family: address.includes(':') ? 6 : 4 }]

/** Ways to write an address of this machine or of a network behind it. */
const INSIDE = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://0/',
  'https://10.0.0.7/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::127.0.0.1]/',
  'https://[fe80::1]/',
  'https://[fc00::1]/',
  'https://[ff02::1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001::1]/',
]

test('[B13] no way to write an address of a private network is one that webhooks reach', async () => {
  const poster = posterTo({ allow: [] })
  for (const url of INSIDE) {
    assert.match(String(await poster.refuses(url)), /network that webhooks do not reach/, url)
    assert.deepEqual(await poster.post(message(url)), { kind: 'unanswered', fault: 'address_refused' }, url)
  }
})

test('a public address is one that webhooks reach, by https alone', async () => {
  const poster = posterTo({ allow: [] })
  for (const host of ['93.184.215.14', '1.1.1.1', '[2606:4700::1111]', '172.32.0.1', '100.128.0.1']) {
    assert.equal(await poster.refuses(`https://${host}/`), undefined, host)
    assert.match(String(await poster.refuses(`http://${host}/`)), /expected https/, host)
  }
  const allowing = posterTo({ allow: ['10.0.0.0/8'] })
  assert.equal(await allowing.refuses('http://10.1.2.3/'), undefined)
  assert.match(String(await allowing.refuses('http://1.1.1.1/')), /does not allow http/)
})

test('a name is judged by what it resolves to, each time, and that very address is connected to', async (t) => {
  const receiver = await startReceiver(t)
  const answers = ['93.184.215.14', '127.0.0.1']
  const rebinding = posterTo({ allow: [], resolve: async () => at(answers.shift() ?? '127.0.0.1')() })
  const url = `https://rebinding.example:${receiver.port}/`
  assert.equal(await rebinding.refuses(url), undefined)
  assert.deepEqual(await rebinding.post(message(url)), { kind: 'unanswered', fault: 'address_refused' })
  assert.equal(receiver.got.length, 0)

  let asked = 0
  const resolve = async () => at(asked++ === 0 ? '127.0.0.1' : '127.0.0.2')()
  const pinned = posterTo({ resolve })
  const got = await pinned.post(message(`http://inside.example:${receiver.port}/`))
  assert.deepEqual(got, { kind: 'answered', status: 204, text: '' })
  assert.equal(asked, 1)
  assert.equal(receiver.got[0]?.headers.host, `inside.example:${receiver.port}`)
})

test('by https the certificate must be one for the name, though the address was chosen before', async (t) => {
  const { url } = await startReceiver(t, 'https')
  const resolve = at('127.0.0.1')
  const trusting = posterTo({ resolve, ca: CERTIFICATE })
  assert.deepEqual(await trusting.post(message(url)), { kind: 'answered', status: 204, text: '' })
  const other = url.replace('hooks.test', 'other.test')
  for (const answer of [await posterTo({ resolve }).post(message(url)), await trusting.post(message(other))])
    assert.deepEqual(answer, { kind: 'unanswered', fault: 'unreachable' })
})

test('a redirect is not followed', async (t) => {
  const inside = await startReceiver(t)
  const redirector = await startReceiver(t)
  redirector.answer = () => ({ status: 307, headers: { location: inside.url } })
  assert.deepEqual(await posterTo().post(message(redirector.url)), {
    kind: 'answered',
    status: 307,
    text: '',
  })
  assert.equal(inside.got.length, 0)
})

test('no proxy of the environment is asked', async (t) => {
  const proxy = await startReceiver(t)
  const receiver = await startReceiver(t)
  const before = { ...process.env }
  t.after(() => {
    process.env = before
  })
  Object.assign(process.env, { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url, http_proxy: proxy.url })
  await posterTo().post(message(receiver.url))
  assert.deepEqual([proxy.got.length, receiver.got.length], [0, 1])
})

test('of an answer its first bytes are kept, harmless to show; the rest is not waited for', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = () => ({ status: 500, body: `\u001b[2J\u202eno\u0000 ${'x'.repeat(5_000_000)}` })
  const answer = await posterTo().post(message(receiver.url))
  assert.ok(answer.kind === 'answered' && answer.status === 500)
  assert.match(answer.text, /^\[2J no\s+x+$/)
  assert.ok(answer.text.length <= 512)
})

test('whoever does not answer in time, hangs up, or is not there costs no more than the time', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = () => undefined
  const poster = posterTo({ longestMs: 200 })
  const began = performance.now()
  assert.deepEqual(await poster.post(message(receiver.url)), { kind: 'unanswered', fault: 'timed_out' })
  assert.ok(performance.now() - began < 2_000)
  const nobody = await poster.post(message('http://127.0.0.1:1/'))
  assert.deepEqual(nobody, { kind: 'unanswered', fault: 'unreachable' })
  const endless = posterTo({ longestMs: 200, resolve: () => new Promise(() => {}) })
  const unresolved = await endless.post(message('https://slow.example/'))
  assert.deepEqual(unresolved, { kind: 'unanswered', fault: 'timed_out' })
})

test('a name that does not exist is named as the trouble', async () => {
  const fault = Object.assign(new Error('getaddrinfo ENOTFOUND'), { syscall: 'getaddrinfo' })
  const lost = posterTo({ resolve: () => Promise.reject(fault) })
  assert.deepEqual(await lost.post(message('https://no.example/')), {
    kind: 'unanswered',
    fault: 'name_unresolved',
  })
  assert.equal(await lost.refuses('https://no.example/'), undefined)
})

test('closing breaks off what is under way', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = () => undefined
  const poster = posterTo({ longestMs: 60_000 })
  const posting = poster.post(message(receiver.url))
  await sleep(100)
  poster.close()
  assert.deepEqual(await posting, { kind: 'unanswered', fault: 'unreachable' })
})
