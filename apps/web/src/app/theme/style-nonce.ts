declare global {
  // What the styles behind open dialogs look for; its name comes from another bundler.
  var __webpack_nonce__: string | undefined;
}

/** Style elements need it under the content security policy; the server puts a new one into each page. */
export function styleNonce(): string {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  globalThis.__webpack_nonce__ = nonce || undefined;
  return nonce;
}
