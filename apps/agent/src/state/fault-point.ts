import { appendFileSync } from 'node:fs';

declare const __AGENT_FAULTS__: boolean;

/** Every file-system or service step that can be cut by a crash; the crash sweep walks all of them. */
export const FAULT_POINTS = [
  'journal.write',
  'journal.rename',
  'journal.fsync-folder',
  'download.write',
  'stage.rights',
  'stage.fsync',
  'stage.rename',
  'stage.fsync-folder',
  'stage.link',
  'keep.link',
  'keep.rename',
  'keep.fsync-folder',
  'swap.rename',
  'swap.fsync-folder',
  'swap.remove',
  'unpack.folder',
  'unpack.open',
  'unpack.fsync',
  'unpack.sync',
  'unpack.rename',
  'unpack.fsync-folder',
  'link.make',
  'link.rename',
  'link.fsync-folder',
  'link.remove',
  'service.stop',
  'service.start',
  'slot.switch',
  'slot.retire',
  'hook.run',
  'hook.spawned',
  'cleanup.remove',
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

/** `at`: "<n>:before", "<n>:after" (die at the n-th step) or "<point>:<ERRNO>" (that step fails). */
export interface FaultPlan {
  readonly at: string | null;
  readonly traceFile: string | null;
}

let plan: FaultPlan = { at: null, traceFile: null };
let count = 0;

export function armFaults(next: FaultPlan): void {
  plan = next;
}

function pass(point: FaultPoint, side: 'before' | 'after', index: number): void {
  if (side === 'before' && plan.traceFile !== null) appendFileSync(plan.traceFile, `${index} ${point}\n`);
  if (plan.at === `${index}:${side}`) process.kill(process.pid, 'SIGKILL');
  const [name, errno] = plan.at?.split(':') ?? [];
  if (side === 'before' && name === point && errno !== undefined) {
    throw Object.assign(new Error(`${errno}: injected at ${point}`), { code: errno });
  }
}

/** Runs one step; in the shipped bundle that is all it does. */
export function faultpoint<T>(point: FaultPoint, step: () => T): T {
  if (typeof __AGENT_FAULTS__ !== 'undefined' && __AGENT_FAULTS__) return disturbed(point, step);
  return step();
}

function disturbed<T>(point: FaultPoint, step: () => T): T {
  const index = (count += 1);
  pass(point, 'before', index);
  const result = step();
  if (!(result instanceof Promise)) {
    pass(point, 'after', index);
    return result;
  }
  return result.then((value: unknown) => {
    pass(point, 'after', index);
    return value;
  }) as unknown as T;
}
