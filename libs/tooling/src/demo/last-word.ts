import type { ApiSession } from './api-session.js';

/** What the judge said last of a release. */
export async function lastWord(reader: ApiSession, releaseId: string): Promise<string> {
  const { history } = await reader.get<{
    history: readonly { verdict: string; elapsedSeconds: number; why: { en: string } }[];
  }>(`/releases/${releaseId}/analysis`);
  const last = history.at(-1);
  if (!last) throw new Error('the judge said nothing');
  return `${last.verdict} after ${last.elapsedSeconds} s: ${last.why.en}`;
}
