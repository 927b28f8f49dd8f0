import { freezeAt, type FreezeWindow, type Weekday } from '@release-console/rollout-core';
import type { DeclaredFreeze, EnvironmentName } from '../words.js';
import { clockOf } from './core-words.js';

const MINUTE_MS = 60_000;

/** The freeze calendar in memory, read by the rules of the engine. */
export class Calendar {
  private readonly entries = new Map<string, FreezeWindow>();
  private readonly weekly = new Map<string, { readonly minute: number; readonly isOn: boolean }>();

  put(id: string, freeze: DeclaredFreeze | null): void {
    this.weekly.clear();
    if (freeze) this.entries.set(id, windowOf(id, freeze));
    else this.entries.delete(id);
  }

  isOn(environment: EnvironmentName, now: number): boolean {
    if (this.entries.size === 0) return false;
    const windows = [...this.entries.values()].filter(({ scope }) => isAbout(scope, environment));
    const [once, weekly] = ['once', 'weekly'].map((kind) => windows.filter(({ when }) => when.kind === kind));
    return freezeAt(once ?? [], now) !== null || this.isWeeklyOn(environment, weekly ?? [], now);
  }

  /** Asking the clocks of a zone is slow; what comes again begins and ends with full minutes. */
  private isWeeklyOn(environment: EnvironmentName, windows: readonly FreezeWindow[], now: number): boolean {
    if (windows.length === 0) return false;
    const minute = Math.floor(now / MINUTE_MS);
    const known = this.weekly.get(environment);
    if (known?.minute === minute) return known.isOn;
    const isOn = freezeAt(windows, now) !== null;
    this.weekly.set(environment, { minute, isOn });
    return isOn;
  }
}

const PROJECT = 'project';

function isAbout(scope: FreezeWindow['scope'], environment: EnvironmentName): boolean {
  return scope.kind !== 'environment' || scope.environmentId === environment;
}

function windowOf(id: string, { scope, times }: DeclaredFreeze): FreezeWindow {
  return { id, name: id, reason: '', scope: scopeOf(scope), when: timesOf(times) };
}

function scopeOf(scope: DeclaredFreeze['scope']): FreezeWindow['scope'] {
  if (scope === 'everywhere') return { kind: scope };
  if (scope === 'project') return { kind: scope, projectId: PROJECT };
  return { kind: 'environment', environmentId: scope };
}

function timesOf(times: DeclaredFreeze['times']): FreezeWindow['when'] {
  if (times.kind === 'once') return times;
  const { fromMinute, toMinute, days, ...same } = times;
  return { ...same, days: days as readonly Weekday[], from: clockOf(fromMinute), to: clockOf(toMinute) };
}
