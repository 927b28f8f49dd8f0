const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Addresses take a project's id or its code, so no code may have the shape of an id. */
export function looksLikeId(reference: string): boolean {
  return UUID.test(reference);
}
