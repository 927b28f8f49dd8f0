import { until } from './processes';
import { APPROVER, AUTHOR, type Fleet, type World } from './world';

interface HostileNode {
  readonly id: string;
  /** What it says everywhere. */
  readonly text: string;
  readonly token: string;
}

interface SyncAnswer {
  readonly token?: string;
  readonly bins?: readonly { readonly bin: string; readonly generation: number }[];
}

/** Hosts that speak the protocol as it is to be, and say the same hostile text in every field that holds one. */
export class HostileAgents {
  private constructor(
    readonly fleet: Fleet,
    readonly nodes: readonly HostileNode[],
    readonly releaseId: string,
  ) {}

  /** All of them fail the release that they are given. */
  static async join(world: World, texts: readonly string[]): Promise<HostileAgents> {
    const fleet = await world.fleet(0);
    const enrolmentToken = await world.admin.enrolmentToken(fleet.environmentId);
    const nodes: HostileNode[] = [];
    for (const [index, text] of texts.entries()) {
      const id = `${fleet.code}-hostile-${index}`;
      const { token = '' } = await sync(world, enrolmentToken, { ...facts(text), nodeId: id });
      await sync(world, token, facts(text));
      nodes.push({ id, text, token });
    }
    const releaseId = await startRelease(world, fleet);
    // All are asked before the first one fails, as that ends the asking.
    const asked = [];
    for (const node of nodes) asked.push(await generationOf(world, fleet, node));
    for (const [index, node] of nodes.entries()) await fail(world, fleet, node, asked[index] ?? 0);
    return new HostileAgents(fleet, nodes, releaseId);
  }
}

const facts = (text: string) => ({
  agent: { version: text.slice(0, 100), instance: 'hostile' },
  facts: {
    name: text,
    arch: 'x86_64',
    os: text.slice(0, 100),
    osRelease: text,
    kernel: text,
    labels: { region: text },
  },
  held: null,
});

async function startRelease(world: World, fleet: Fleet): Promise<string> {
  const [author, approver] = [await world.api(AUTHOR), await world.api(APPROVER)];
  const { id, planHash } = await author.createRelease(fleet.environmentId, fleet.bin, '1.0', {
    onFailure: 'pause',
  });
  await approver.act(id, 'approve', { planHash });
  await author.act(id, 'deploy');
  return id;
}

async function generationOf(world: World, { bin }: Fleet, { id, text, token }: HostileNode): Promise<number> {
  return until(`that ${id} is asked`, 60_000, async () => {
    const { bins } = await sync(world, token, facts(text));
    return bins?.find((each) => each.bin === bin)?.generation;
  });
}

async function fail(
  world: World,
  { bin }: Fleet,
  { id, text, token }: HostileNode,
  generation: number,
): Promise<void> {
  const error = { code: text.slice(0, 64), message: text };
  const common = { bin, generation };
  await sync(world, token, {
    ...facts(text),
    observed: [{ ...common, sha256: null, source: 'file', healthy: false, phase: 'failed', error }],
    events: [
      { ...common, id: `${id}-1`, attempt: 1, seq: 1, phase: 'failed', at: new Date().toISOString(), error },
    ],
  });
}

async function sync(world: World, token: string, body: object): Promise<SyncAnswer> {
  const response = await fetch(`${world.url}/api/v1/agent/sync`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`sync: ${response.status} ${await response.text()}`);
  return (await response.json()) as SyncAnswer;
}
