import type { Program } from '../fleet/programs.js';
import type { ApiSession } from './api-session.js';

/** Each file in one HTTP request, as a build job would send it. The same bytes may be sent again. */
export async function uploadAll(
  jenkins: ApiSession,
  bin: string,
  versions: ReadonlyMap<string, Program>,
): Promise<string> {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  for (const [version, program] of versions) {
    const path = `/bins/${bin}/versions/${version}/artifacts/${arch}`;
    const { sha256 } = await jenkins.upload<{ sha256: string }>(path, program.path);
    if (sha256 !== program.sha256) throw new Error(`the console stored other bytes for ${version}`);
  }
  return 'each stored under the sha256 that it had here';
}
