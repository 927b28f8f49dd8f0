/** What releases know a published text by is its number within the file. */
export function publicationNumber(version: string): number {
  return Number(version);
}
