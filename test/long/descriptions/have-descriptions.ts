import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { haveInstalled } from '../../parts/have-installed.ts'

const FOLDER = import.meta.dirname

/** Real descriptions, by who wrote them: one large in JSON, one in YAML without operationIds and with many hosts, and a GraphQL schema. */
export const DESCRIPTIONS = {
  github: 'node_modules/@octokit/openapi/generated/api.github.com.json',
  blockfrost: 'node_modules/@blockfrost/openapi/openapi.yaml',
  'github-graphql': 'node_modules/@octokit/graphql-schema/schema.graphql',
} as const

/** The text of a real description, from this folder's own packages, installed when they are not there yet. */
export async function readDescription(name: keyof typeof DESCRIPTIONS): Promise<string> {
  await haveDescriptions()
  return readFileSync(join(FOLDER, DESCRIPTIONS[name]), 'utf8')
}

/** A package of this folder that is measured against. */
export async function requirePeer(name: 'find-my-way'): Promise<unknown> {
  await haveDescriptions()
  return createRequire(join(FOLDER, 'package.json'))(name)
}

/** Installs this folder's packages. */
export const haveDescriptions = (): Promise<void> => haveInstalled(FOLDER)
