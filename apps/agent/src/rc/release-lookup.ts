import type {
  Project,
  ReleaseDetailDto,
  ReleasePageDto,
  ReleaseSummaryDto,
} from '@release-console/api-contract';

import type { ConsoleClient } from './console-client.js';
import type { Output } from './output.js';
import { EXIT, RcError, WrongUse } from './rc-error.js';
import { text } from './text.js';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NUMBER = /^#?(\d{1,9})$/;

/** The id of a release that was named by its number (`12`, `#12`) or id. */
export async function releaseId(client: ConsoleClient, word: string): Promise<string> {
  if (ID.test(word)) return word;
  const [, digits] = NUMBER.exec(word) ?? [];
  if (digits === undefined)
    throw new WrongUse(text(`"${word}" is no number or id of a release`, `“${word}”不是发布编号或 id`));
  const number = Number(digits);
  let cursor: string | undefined;
  do {
    const query = { q: `#${number}`, limit: '200', cursor };
    const page: ReleasePageDto = await client.get<ReleasePageDto>('/releases', query);
    const found = page.items.find((release) => release.number === number);
    if (found) return found.id;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  throw new RcError(
    EXIT.refused,
    'RELEASE_NOT_FOUND',
    text(`There is no release #${number} that you may see.`, `没有你可查看的发布 #${number}。`),
  );
}

export function readRelease(client: ConsoleClient, id: string): Promise<ReleaseDetailDto> {
  return client.get<ReleaseDetailDto>(`/releases/${id}`);
}

export async function readProject(client: ConsoleClient, code: string): Promise<Project> {
  return client.get<Project>(`/projects/${encodeURIComponent(code)}`);
}

/** One line: what it is and how it stands. */
export function lineOf(release: ReleaseSummaryDto, output: Output): string {
  const { number, title, project, environment, status, progress } = release;
  const done = `${progress.succeeded}/${progress.total}`;
  return `#${number}  ${output.status(status)}  ${project.code}/${environment.code}  ${done}  ${title}`;
}
