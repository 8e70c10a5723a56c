import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { addressOf, parseSender, parseSmtpUrl } from './smtp-url.ts'

const read = (text: string) => {
  const server = parseSmtpUrl(text)
  return (
    server && `${addressOf(server)} ${server.tls} ${server.login?.user}:${server.login?.password.reveal()}`
  )
}

test('a mail server is read from its address', () => {
  assert.equal(read('smtp://mail.acme.example'), 'mail.acme.example:587 offered undefined:undefined')
  assert.equal(read('smtp://localhost:1025/'), 'localhost:1025 offered undefined:undefined')
  assert.equal(read('smtps://u:p@mail.acme.example'), 'mail.acme.example:465 wrapped u:p')
  assert.equal(read('smtp://a%40b:p%3A%2F%C3%BC@[::1]:25'), '[::1]:25 offered a@b:p:/ü')
  assert.equal(read('smtp://postfix:25?tls=off'), 'postfix:25 off undefined:undefined')
})

test('a password crosses a network only under TLS', () => {
  assert.equal(read('smtp://u:p@mail.acme.example'), 'mail.acme.example:587 required u:p')
  assert.equal(read('smtp://u:p@mail.acme.example?tls=off'), undefined)
  assert.equal(read('smtp://u:p@127.0.0.1?tls=off'), '127.0.0.1:587 off u:p')
})

test('what is no mail server is refused', () => {
  for (const text of [
    '',
    'mail.acme.example',
    'http://mail.acme.example',
    'smtp://',
    'smtp://mail.acme.example/path',
    'smtp://mail.acme.example?tls=no',
    'smtps://mail.acme.example?tls=off',
    'smtp://mail.acme.example#x',
    'smtp://u@mail.acme.example',
    'smtp://:p@mail.acme.example',
    'smtp://u:%ff@mail.acme.example',
    'smtp://ma il.acme.example',
    'smtp://mail.acme.example:99999',
  ])
    assert.equal(read(text), undefined, text)
})

test('a password is not printed', () => {
  const server = parseSmtpUrl('smtp://user:hunter2hunter2@localhost')
  assert.doesNotMatch(inspect(server, { depth: 9 }) + JSON.stringify(server), /hunter2/)
})

test('a sender is an address, with or without a name', () => {
  assert.deepEqual(parseSender('keyward@acme.example'), { name: 'Keyward', address: 'keyward@acme.example' })
  const acme = { name: 'Acme, Inc.', address: 'no-reply@acme.example' }
  assert.deepEqual(parseSender(' Acme, Inc. <no-reply@acme.example>'), acme)
  assert.deepEqual(parseSender('"Acme, Inc." <no-reply@acme.example>'), acme)
  for (const text of ['', 'keyward', 'a@b@c', '<>', 'x <>', 'a b@c.d', 'x\r\nBcc: y <a@b.c>', 'a@b.c, d@e.f'])
    assert.equal(parseSender(text), undefined, text)
})
