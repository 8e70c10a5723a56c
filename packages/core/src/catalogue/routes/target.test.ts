import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostName, readTarget } from './target.ts'

const PLAIN: Record<string, string[]> = {
  '/': [''],
  '/notes': ['notes'],
  '/notes/': ['notes', ''],
  '/notes?path=/../%2f//;': ['notes'],
  '/notes?': ['notes'],
  '/n%6Ftes/a%20b': ['notes', 'a b'],
  '/a%2eb/..a/a../...': ['a.b', '..a', 'a..', '...'],
  '/caf%C3%A9': ['café'],
  '/100%25': ['100%'],
  '/labels/c%23/what%3f': ['labels', 'c#', 'what?'],
  "/x(id='1')/a:b@c,d=e+f!$&*~[1]|": ["x(id='1')", 'a:b@c,d=e+f!$&*~[1]|'],
}
for (const [target, segments] of Object.entries(PLAIN))
  test(`${target} can be read in one way`, () => assert.deepEqual(readTarget(target), segments))

const AMBIGUOUS = [
  '',
  'notes',
  '*',
  'https://api.example.com/notes',
  '//notes',
  '/a//b',
  '/a//',
  '//',
  '/a/./b',
  '/a/../b',
  '/..',
  '/a/.',
  '/a/%2e%2e/b',
  '/a/.%2E',
  '/a/%2e',
  '/a%2fb',
  '/a%2Fb',
  '/a%5cb',
  '/a\\b',
  '/a%00',
  '/a%0d%0aHost:x',
  '/a%7f',
  '/a%c2%85',
  '/a;b=c/d',
  '/a%3bb',
  '/a#b',
  '/a b',
  '/a\tb',
  '/caf\u00e9',
  '/%',
  '/%4',
  '/%zz',
  '/%u0041',
  '/%c0%af',
  '/%ff',
  '/%ed%a0%80',
  '/a%252fb',
  '/%252e%252e',
  '/%25%32%66',
]
for (const target of AMBIGUOUS)
  test(`${JSON.stringify(target)} is refused: servers read it differently`, () =>
    assert.equal(readTarget(target), undefined))

test('a hostile target costs no more than a long one', () => {
  const start = process.cpuUsage()
  for (const unit of ['/', '%', '%2', '/..', '/a%20', '/{', '%25'])
    readTarget(`/${unit.repeat(64_000 / unit.length)}`)
  const { user } = process.cpuUsage(start)
  assert.ok(user < 200_000, `${user} µs`)
})

const HOSTS: Record<string, string> = {
  'api.example.com': 'api.example.com',
  'API.Example.COM:8443': 'api.example.com',
  '[::1]:80': '[::1]',
  '[::1]': '[::1]',
  '': '',
}
for (const [host, name] of Object.entries(HOSTS))
  test(`the host ${host} is compared as ${name}`, () => assert.equal(hostName(host), name))
