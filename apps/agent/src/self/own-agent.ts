import { hashFileNow, realPath } from '../probes/file-hash.js';

/** What the running agent knows of itself. */
export interface OwnAgent {
  /** Of the bundle that this process loaded. */
  readonly sha256: string;
  readonly bundle: string;
  readonly configFile: string;
  /** A launcher waits for its end and starts whatever lies on the live path then. */
  readonly isLaunched: boolean;
  /** Ends this process, for the launcher to start the other version. */
  readonly handOver: () => void;
}

/** The step goes on in the process that is started next. */
export class HandOver extends Error {}

/** Tells the launcher that this end is no crash. */
export const EXIT_HAND_OVER = 75;

/** To be asked before anything can have changed the file. */
export function ownBundle(): { readonly sha256: string; readonly bundle: string } {
  const bundle = realPath(process.argv[1] ?? '');
  return { bundle, sha256: hashFileNow(bundle) };
}
