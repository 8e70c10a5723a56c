// docs/errors.md and the table of errors say the same: no code without an entry, no entry without a code.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { CLIENT_ERRORS } from '@keyward/client'
import { ERRORS } from '@keyward/contract'

const OWN_CHAPTER = "Codes of the client's own"

type Entry = { code: string; chapter: string; lines: readonly string[] }

const entries = readEntries(readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8'))
const ofTable = entries.filter((entry) => entry.chapter !== OWN_CHAPTER)
const ofClient = entries.filter((entry) => entry.chapter === OWN_CHAPTER)

function readEntries(text: string): Entry[] {
  return text.split(/^## /m).flatMap((part) => {
    const [head = '', ...found] = part.split(/^### /m)
    return found.map((entry) => {
      const [code = '', ...lines] = entry.split('\n').filter((line) => line.trim() !== '')
      return { code, chapter: head.split('\n', 1)[0] ?? '', lines }
    })
  })
}

const codesOf = (list: readonly Entry[]) => list.map(({ code }) => code).sort()

test('every code of the table has one entry in docs/errors.md, and every entry its code', () => {
  assert.deepEqual(codesOf(ofTable), Object.keys(ERRORS).sort())
})

test("every code of the client's own has one entry, and every entry its code", () => {
  assert.deepEqual(codesOf(ofClient), Object.keys(CLIENT_ERRORS).sort())
})

test('every entry tells the status and the title that the table has', () => {
  const told = Object.fromEntries(ofTable.map(({ code, lines }) => [code, lines[0]]))
  const meant = Object.entries(ERRORS).map(([code, { status, title }]) => [code, `${status} · ${title}`])
  assert.deepEqual(told, Object.fromEntries(meant))
})

test('every entry says what happened and what to do', () => {
  for (const { code, lines } of entries) assert.ok(lines.at(-1)?.match(/\.\s|\.$/), code)
  for (const { code, lines } of entries) assert.ok((lines.at(-1)?.length ?? 0) > 100, code)
})
