import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_PROFILES, parseProfiles, withoutProfile, withProfile, writeProfiles } from './profiles.ts'

const work = { url: 'https://keyward.example', token: 'kw_x' }

test('what is written is read back', () => {
  const profiles = withProfile(NO_PROFILES, 'work', work)
  assert.deepEqual(parseProfiles(writeProfiles(profiles)), profiles)
  assert.equal(profiles.current, 'work')
})

test('a profile that is forgotten is no longer the current one', () => {
  const two = withProfile(withProfile(NO_PROFILES, 'home', work), 'work', work)
  assert.deepEqual(withoutProfile(two, 'work'), { current: null, profiles: { home: work } })
  assert.equal(withoutProfile(two, 'home').current, 'work')
})

test('a file that is none is not guessed at', () => {
  for (const text of [
    '',
    '{',
    '[]',
    '{}',
    '{"profiles":{"a":{}}}',
    '{"profiles":{"../x":{"url":"u","token":"t"}}}',
  ])
    assert.equal(parseProfiles(text), undefined, text)
})

test('a name such as __proto__ is no profile', () => {
  assert.equal(parseProfiles('{"profiles":{"__proto__":{"url":"u","token":"t"}}}'), undefined)
})
