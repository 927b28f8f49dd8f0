import type { ConfigEnvironment } from '../../../lib/api';

/** Whether somebody would expect a release: one that has nothing and says nothing of its own waits for none. */
export const isAhead = ({ hasChanges, stable, overrideVersion }: ConfigEnvironment): boolean =>
  hasChanges && (stable !== null || overrideVersion > 0);
