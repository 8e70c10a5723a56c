/** The contract as the browser reads it: zod-names.test.ts says how it is loaded. */
declare module 'contract-in-browser' {
  export * from '@keyward/contract'
}
