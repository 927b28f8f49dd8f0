/** Can PostgreSQL keep this text as it is? It takes no NUL, and half a surrogate pair would become something else. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}
