import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weaknessOf } from './password.ts'

const KNOWN = { name: 'Ada Berg', email: 'ada.berg@acme.example', organization: 'Acme Instruments' }

for (const password of [
  'aaaaaaaaaaaaaaaaaaaa',
  'ababababababababab',
  'passwordpassword',
  'Password1234567890',
  'ada.berg@acme.example',
  'AdaBergAdaBerg1',
  'acme-instruments-2026',
  'qwertyqwertyqwerty',
  'keyward keyward!',
])
  test(`an easily guessed password is weak: ${password}`, () => {
    assert.equal(typeof weaknessOf(password, KNOWN), 'string')
  })

for (const password of [
  'four words make one',
  'correct horse battery',
  'mein Hund mag Käse',
  'x7#kQ2!vLp9$wRt4',
  '星が綺麗ですね今夜はとてもよい晩',
])
  test(`a long password that says nothing about its owner is fine: ${password}`, () => {
    assert.equal(weaknessOf(password, KNOWN), undefined)
  })
