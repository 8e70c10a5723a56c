import type { z } from 'zod'
import type { ErrorCode } from '../errors.ts'
import type { Permission } from '../permission.ts'

/**
 * Who may call an operation.
 * `none`: anybody. `session`: a signed-in person. `token`: the presented token speaks for itself.
 * A list: a session or token that holds one of these; the token concerned decides which one it takes.
 */
export type Authority = 'none' | 'session' | 'token' | readonly [Permission, ...Permission[]]

/** A body that is one text, as it stands in a file: its media types, the one to send first, and how long it may be. */
export type TextBody = { field: string; types: readonly [string, ...string[]]; maxBytes: number }

/** One thing that Keyward can do, declared once: every surface reads this. */
export type Operation = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT'
  /** Path template; `{names}` are fields of `params`. */
  path: string
  tag: string
  authority: Authority
  params?: z.ZodObject
  query?: z.ZodObject
  /** Header fields, each in camel case: `headerOf` says under which name it travels. */
  headers?: z.ZodObject
  body?: z.ZodType
  /** Where the body is one text and no JSON: the one field of `body` that it is. */
  text?: TextBody
  /** How long the body may be, where it may be longer than 1 MB. */
  bodyBytes?: number
  output: z.ZodType
  /** Whether the answer is a stream of JSON Lines, of which `output` is one. */
  streams?: boolean
  /** Whether it may be sent again after a passing fault, since it changes nothing; a GET may anyway. */
  repeats?: 'safely'
  /** The HTTP status of success: 200 unless said. */
  success?: 200 | 201 | 204
  /** The errors of its own, besides those that any request can meet. */
  errors: readonly ErrorCode[]
}

/** Declares an operation, keeping its exact type. */
export const operation = <const O extends Operation>(declared: O): O => declared
