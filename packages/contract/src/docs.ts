export { ERROR_ADVICE } from './docs/errors.ts'
export { type InputField, inputFields } from './docs/input-fields.ts'
export { OPERATION_DOCS, type OperationDocs } from './docs/operations.ts'
export { SAMPLE_EFFECTS } from './docs/samples.ts'
