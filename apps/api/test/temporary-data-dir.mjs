import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export function makeTemporaryDataDir() {
  return mkdtempSync(join(tmpdir(), 'release-console-test-'));
}

/**
 * Also removes a cluster that had to be placed elsewhere.
 * @param {string} dataDir
 */
export function removeTemporaryDataDir(dataDir) {
  const elsewhere = clusterElsewhere(dataDir);
  if (elsewhere) rmSync(dirname(elsewhere), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

/** @param {string} dataDir */
export function clusterOf(dataDir) {
  return clusterElsewhere(dataDir) ?? join(dataDir, 'postgres');
}

/** @param {string} dataDir */
function clusterElsewhere(dataDir) {
  try {
    return readFileSync(join(dataDir, 'postgres.location'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
