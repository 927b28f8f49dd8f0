import { ApiSession } from '../demo/api-session.js';
import { inRepository } from '../repository.js';

export interface BenchNode {
  readonly id: string;
  readonly token: string;
  stateVersion: string;
}

export const BIN = 'gateway';
const AT_ONCE = 8;

/** Nodes that run what they should run, as far as the console can tell: the idle state of a fleet. */
export async function settledNodes(
  apiUrl: string,
  admin: { email: string; password: string },
  count: number,
): Promise<readonly BenchNode[]> {
  const session = await ApiSession.signIn(apiUrl, admin.email, admin.password);
  const project = await session.post<{ id: string; environments: readonly { id: string }[] }>('/projects', {
    code: 'bench',
    name: 'Bench',
  });
  await session.post('/bins', { projectId: project.id, name: BIN });
  const sha256 = await uploadAny(session, '1.0.0', 'package.json');
  const place = { projectId: project.id, environmentId: project.environments[0]?.id ?? '' };
  const nodes: BenchNode[] = Array.from({ length: count }, (_, index) => ({
    id: `bench-${index}`,
    token: '',
    stateVersion: '',
  }));
  for (let start = 0; start < count; start += AT_ONCE) {
    const some = nodes
      .slice(start, start + AT_ONCE)
      .map((node) => settle(session, apiUrl, node.id, place, sha256));
    nodes.splice(start, AT_ONCE, ...(await Promise.all(some)));
  }
  return nodes;
}

/** Any file of the repository will do: nothing here runs it. */
export async function uploadAny(session: ApiSession, version: string, file: string): Promise<string> {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const path = `/bins/${BIN}/versions/${version}/artifacts/${arch}`;
  return (await session.upload<{ sha256: string }>(path, inRepository(file))).sha256;
}

async function settle(
  session: ApiSession,
  apiUrl: string,
  id: string,
  place: object,
  sha256: string,
): Promise<BenchNode> {
  await session.post('/nodes', { id, name: id, lifecycle: 'observing', memberships: [place] });
  const { token } = await session.post<{ token: string }>(`/nodes/${id}/tokens`);
  const running = (generation: number): object => ({
    observed: [{ bin: BIN, sha256, source: 'process', healthy: true, generation }],
  });
  await sync(apiUrl, token, running(0));
  await session.post(`/nodes/${id}/adopt`);
  await sync(apiUrl, token, running(1));
  const { stateVersion } = await sync(apiUrl, token, {});
  return { id, token, stateVersion };
}

export interface Synced {
  readonly stateVersion: string;
  /** Absent when nothing is new. */
  readonly bins?: readonly Wanted[];
}

export interface Wanted {
  readonly bin: string;
  readonly sha256: string | null;
  readonly generation: number;
}

export async function sync(apiUrl: string, token: string, body: object): Promise<Synced> {
  const answer = await fetch(`${apiUrl}/agent/sync`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ agent: { version: '1.0.0', instance: 'bench' }, ...body }),
  });
  if (answer.status !== 200) throw new Error(`sync answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Synced;
}
