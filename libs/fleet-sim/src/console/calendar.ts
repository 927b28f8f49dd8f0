import { freezeAt, type FreezeWindow, type Weekday } from '@release-console/rollout-core';
import type { DeclaredFreeze } from '../words.js';
import { clockOf } from './core-words.js';

const MINUTE_MS = 60_000;

/** The freeze calendar in memory, read by the rules of the engine. */
export class Calendar {
  private readonly entries = new Map<string, FreezeWindow>();
  private weekly: { readonly minute: number; readonly isOn: boolean } | null = null;

  put(id: string, freeze: DeclaredFreeze | null): void {
    this.weekly = null;
    if (freeze) this.entries.set(id, windowOf(id, freeze));
    else this.entries.delete(id);
  }

  isOn(now: number): boolean {
    if (this.entries.size === 0) return false;
    const windows = [...this.entries.values()].filter(({ scope }) => isAbout(scope));
    const [once, weekly] = ['once', 'weekly'].map((kind) => windows.filter(({ when }) => when.kind === kind));
    return freezeAt(once ?? [], now) !== null || this.isWeeklyOn(weekly ?? [], now);
  }

  /** Asking the clocks of a zone is slow; what comes again begins and ends with full minutes. */
  private isWeeklyOn(windows: readonly FreezeWindow[], now: number): boolean {
    if (windows.length === 0) return false;
    const minute = Math.floor(now / MINUTE_MS);
    if (this.weekly?.minute !== minute) this.weekly = { minute, isOn: freezeAt(windows, now) !== null };
    return this.weekly.isOn;
  }
}

const PROJECT = 'project';
const ENVIRONMENT = 'environment';

function isAbout(scope: FreezeWindow['scope']): boolean {
  return scope.kind !== 'environment' || scope.environmentId === ENVIRONMENT;
}

function windowOf(id: string, { scope, times }: DeclaredFreeze): FreezeWindow {
  return { id, name: id, reason: '', scope: scopeOf(scope), when: timesOf(times) };
}

function scopeOf(scope: DeclaredFreeze['scope']): FreezeWindow['scope'] {
  if (scope === 'everywhere') return { kind: scope };
  if (scope === 'project') return { kind: scope, projectId: PROJECT };
  return { kind: 'environment', environmentId: scope === 'elsewhere' ? 'another' : ENVIRONMENT };
}

function timesOf(times: DeclaredFreeze['times']): FreezeWindow['when'] {
  if (times.kind === 'once') return times;
  const { fromMinute, toMinute, days, ...same } = times;
  return { ...same, days: days as readonly Weekday[], from: clockOf(fromMinute), to: clockOf(toMinute) };
}
