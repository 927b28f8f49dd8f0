import type { Chance } from '@release-console/fleet-sim';
import type { FuzzStage } from './fuzz-stage.js';

/** What an operation needs beyond shapes and names to be taken now and then. */
export interface Recipe {
  /** Bytes go over the wire as they are. */
  readonly json?: unknown;
  /** In place of the query that would be drawn. */
  readonly query?: readonly (readonly [string, string])[];
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of what the path parameters would be. */
  readonly path?: string;
  /** Name of the caller. */
  readonly as?: string;
}

/** May do something first, so that there is something to ask for. */
export type Make = (chance: Chance, stage: FuzzStage) => Recipe | Promise<Recipe>;

export const api = (path: string): string => `/api/v1${path}`;

export function fresh(chance: Chance): string {
  return Math.floor(chance.next() * 2 ** 40).toString(36);
}

export function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}
