/** `production.7` is the seventh text of its environment. */
export function publicationNumber(version: string): number {
  return Number(version.slice(version.lastIndexOf('.') + 1));
}
