import type { Lifecycle } from './node-words.js';

export const LIFECYCLE_ZH: Readonly<Record<Lifecycle, string>> = {
  observing: '观察',
  active: '启用',
  maintenance: '维护',
  drained: '已摘流',
  retired: '已退役',
  replaced: '已替换',
};

/** Where a node may go from where it is; whoever left for good never comes back under the same id. */
const NEXT: Readonly<Record<Lifecycle, readonly Lifecycle[]>> = {
  observing: ['active', 'retired'],
  active: ['observing', 'maintenance', 'drained', 'retired', 'replaced'],
  maintenance: ['active', 'drained', 'retired', 'replaced'],
  drained: ['active', 'maintenance', 'retired', 'replaced'],
  retired: [],
  replaced: [],
};

export function mayBecome(from: Lifecycle, to: Lifecycle): boolean {
  return NEXT[from].includes(to);
}

export function nextLifecycles(from: Lifecycle): readonly Lifecycle[] {
  return NEXT[from];
}

/** Is the node told what to run? */
export function isServed(lifecycle: Lifecycle): boolean {
  return lifecycle === 'active' || lifecycle === 'maintenance' || lifecycle === 'drained';
}

export function hasLeft(lifecycle: Lifecycle): boolean {
  return lifecycle === 'retired' || lifecycle === 'replaced';
}
