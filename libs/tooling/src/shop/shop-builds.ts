import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of, type Program } from '../fleet/programs.js';
import { inRepository } from '../repository.js';

export const SHOP = { bin: 'shop', metricsPath: '/metrics' };
export const FIRST_SHOP = '1.0.0';

/** What a build of the demo's shop does beside what all of them do. */
export interface ShopBuild {
  /** Share of orders that fail more often than usual. */
  readonly errorShare: number;
  /** How many times as long the slowest twentieth of the orders takes. */
  readonly slowestTimes: number;
  /** What each order leaves in memory for good. */
  readonly leakedBytes: number;
}

const GOOD: ShopBuild = { errorShare: 0, slowestTimes: 1, leakedBytes: 0 };

/** Two good builds, and three that no health check finds out. */
export const SHOP_BUILDS: Readonly<Record<string, ShopBuild>> = {
  [FIRST_SHOP]: GOOD,
  '1.1.0': GOOD,
  '1.2.0-errors': { ...GOOD, errorShare: 0.05 },
  '1.2.0-slow': { ...GOOD, slowestTimes: 1.3 },
  '1.2.0-leak': { ...GOOD, leakedBytes: 40_000 },
};

/** Each build as a file of its own, by version. */
export function buildShops(folder: string): ReadonlyMap<string, Program> {
  const source = readFileSync(inRepository('libs/tooling/shop/shop.cjs'), 'utf8');
  mkdirSync(folder, { recursive: true });
  return new Map(
    Object.entries(SHOP_BUILDS).map(([version, build]) => {
      const path = join(folder, `shop-${version}`);
      const text = source.replace('__BUILD__', JSON.stringify({ version, ...build }));
      writeFileSync(path, text, { mode: 0o755 });
      return [version, { path, sha256: sha256Of(path) }];
    }),
  );
}
