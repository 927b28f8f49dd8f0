/** What an environment demands of a version before it may come: to have run in an earlier environment for so long. */
export interface SoakRule {
  /** Name of the earlier environment. */
  readonly environment: string;
  /** Whole hours since the completion there; 0 asks for the completion alone. */
  readonly hours: number;
}

/** One version of a plan, and since when it counts as completed in the earlier environment; null: it does not. */
export interface SoakingVersion {
  readonly bin: string;
  readonly version: string;
  readonly completedAt: number | null;
}

export interface Soak {
  readonly rule: SoakRule;
  readonly versions: readonly SoakingVersion[];
  /** Those that have not soaked yet, in the plan's order. */
  readonly missing: readonly SoakingVersion[];
  /** When all of them will have; null while one has not even completed there. Milliseconds since 1970. */
  readonly allowedAt: number | null;
  readonly isSatisfied: boolean;
}

const HOUR_MS = 3_600_000;

/** Has everything soaked by `now`, and if not, what is missing and until when? */
export function soakOf(rule: SoakRule, versions: readonly SoakingVersion[], now: number): Soak {
  const endsOf = ({ completedAt }: SoakingVersion): number =>
    completedAt === null ? Infinity : completedAt + rule.hours * HOUR_MS;
  const missing = versions.filter((version) => endsOf(version) > now);
  const last = Math.max(...versions.map(endsOf), 0);
  return {
    rule,
    versions,
    missing,
    allowedAt: last === Infinity ? null : last,
    isSatisfied: missing.length === 0,
  };
}
