/** The nonce that the server wrote into this page, for the styles that are made at run time. */
export function getNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

/** Hands the nonce to the scroll lock of dialogs, which looks for it under this name. */
export function shareNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: getNonce() })
}
