/** What an operation is for, and one exchange: `input` is flat, as `InputOf` has it. */
export type OperationDocs = {
  summary: string
  description?: string
  example: { input: { readonly [field: string]: unknown }; output: unknown }
}
