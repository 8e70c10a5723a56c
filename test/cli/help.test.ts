// Help, as somebody reads it in a terminal of 80 columns.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeProgram, runCommand, type Shell } from '@keyward/cli'
import { type OperationName, operations } from '@keyward/contract'
import { inputFields } from '@keyward/contract/docs'
import type { Command } from 'commander'

const shell = { env: {}, terminal: { columns: 80 }, now: Date.now } as unknown as Shell

/** The command at the end of these words, with everything that naming it brings. */
async function commandAt(words: readonly string[]): Promise<Command> {
  const program = await makeProgram(shell, '1.2.3', words, () => {})
  return words.reduce((command, word) => {
    const next = command.commands.find((each) => each.name() === word)
    return next ?? assert.fail(`no command ${words.join(' ')}`)
  }, program)
}

function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({ writeOut: (more) => (text += more), getOutHelpWidth: () => 80 })
  command.outputHelp()
  return text
}

async function everyCommand(words: readonly string[] = []): Promise<string[][]> {
  const command = await commandAt(words)
  const below = await Promise.all(command.commands.map((each) => everyCommand([...words, each.name()])))
  return [[...words], ...below.flat()]
}

test('[B14] the help of every command fits into 80 columns, says what it does, and shows a usage', async () => {
  const all = await everyCommand()
  assert.ok(all.length > 120, String(all.length))
  for (const words of all) {
    const command = await commandAt(words)
    const help = helpOf(command)
    const name = ['keyward', ...words].join(' ')
    assert.ok(help.startsWith(`Usage: ${name} `), name)
    assert.ok(command.description().length > 10, `${name} says nothing of itself`)
    for (const line of help.split('\n')) assert.ok([...line].length <= 80, `${name}: ${line}`)
  }
})

test('[B14] a command that is derived takes every field of its operation, and no secret as a word', async () => {
  for (const name of Object.keys(operations) as OperationName[]) {
    const call = await commandAt(['call'])
    if (!call.commands.some((command) => command.name() === name)) continue
    const command = await commandAt(['call', name])
    const options = command.options.map((option) =>
      option
        .attributeName()
        .replace(/^set([A-Z])/, '$1')
        .toLowerCase(),
    )
    for (const field of inputFields(name)) {
      const typed =
        field.place === 'params'
          ? command.registeredArguments.length > 0
          : options.includes(field.name.toLowerCase())
      assert.equal(typed, !field.secret && field.name !== 'cursor', `${name} ${field.name}`)
    }
  }
})

test('[B14] the list of all commands has each under a heading, and help goes as deep as the words do', async () => {
  const help = helpOf(await commandAt([]))
  assert.doesNotMatch(help, /^Commands:/m)
  assert.match(help, /^The organisation:\n {2}members /m)
  assert.match(helpOf(await commandAt(['tokens'])), /^ {2}close-old-value <id> /m)
  const said: string[] = []
  const terminal = { columns: undefined, out: (text: string) => said.push(text), err: () => {} }
  await runCommand(['help', 'tokens', 'list'], { ...shell, terminal } as unknown as Shell, '1.2.3')
  assert.match(said.join(''), /^Usage: keyward tokens list /)
})
