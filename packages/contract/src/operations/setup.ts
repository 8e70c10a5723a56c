import { z } from 'zod'
import { OrganizationId } from '../ids.ts'
import { displayName } from '../text.ts'
import { Minted, TokenName } from '../token.ts'
import { operation } from './operation.ts'

/** What a person is called. */
export const PersonName = displayName('give a name')

/** A password for a sign-in without a second factor: 15 to 128 characters (NIST SP 800-63B-4 §3.1.1.2). */
export const NewPassword = z
  .string()
  .min(15, 'at least 15 characters: a few words do')
  .max(128, 'at most 128 characters')

export const SetUpInput = z.strictObject({
  code: z.string().min(1, 'copy the code from the terminal').max(200),
  organization: z.strictObject({ name: displayName('give the organisation a name') }),
  owner: z.strictObject({
    name: PersonName,
    email: z.email('expected an e-mail address').max(254),
    password: NewPassword,
  }),
  verifyToken: z.strictObject({ name: TokenName }).optional(),
})

export const setupOperations = {
  /** Says whether this server still waits to be set up. */
  getSetup: operation({
    method: 'GET',
    path: '/v1/setup',
    tag: 'Setup',
    authority: 'none',
    output: z.strictObject({ done: z.boolean() }),
    errors: [],
  }),
  /** Claims a fresh server with the one-time code: makes the home organisation, its owner, and, if asked, a first verify token for a service. */
  setUp: operation({
    method: 'POST',
    path: '/v1/setup',
    tag: 'Setup',
    authority: 'none',
    body: SetUpInput,
    output: z.strictObject({
      organization: z.strictObject({ id: OrganizationId, name: z.string() }),
      verifyToken: Minted.nullable(),
    }),
    success: 201,
    errors: ['setup_done', 'setup_code_wrong', 'password_weak', 'too_many_attempts'],
  }),
} as const
