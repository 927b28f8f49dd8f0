import type { ApiSession } from '../../demo/api-session.js';
import { until } from '../../processes/until.js';
import { BIN, uploadAny } from '../nodes.js';

const MOST_MS = 180_000;
const RULES = {
  strategy: { type: 'rolling', batch: '12%' },
  maxUnavailable: '12%',
  minReadySeconds: 2,
  nodeDeadlineSeconds: 60,
};

interface Release {
  readonly id: string;
  readonly status: string;
  readonly planHash: string;
}

/** A release to every node, batch by batch; how many seconds it takes. */
export async function releaseBeside(
  session: ApiSession,
  { version, file }: { readonly version: string; readonly file: string },
): Promise<number> {
  await uploadAny(session, version, file);
  const [project] = (
    await session.get<{ items: readonly { code: string; environments: readonly { code: string }[] }[] }>(
      '/projects',
    )
  ).items;
  const { id } = await session.post<Release>('/releases', {
    project: project?.code,
    environment: project?.environments[0]?.code,
    bins: [{ bin: BIN, version }],
    ...RULES,
    submit: true,
  });
  const { planHash } = await session.get<Release>(`/releases/${id}`);
  await session.post(`/releases/${id}/deploy`, { planHash });
  const began = performance.now();
  await until(`the release of ${version}`, MOST_MS, async () => {
    const { status } = await session.get<Release>(`/releases/${id}`);
    return status === 'completed' ? true : undefined;
  });
  return (performance.now() - began) / 1_000;
}
