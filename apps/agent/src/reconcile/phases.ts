/** The words in which the console is told how far an update is. */
export const PHASES = [
  'queued',
  'downloading',
  'verified',
  'prechecking',
  'staged',
  'draining',
  'stopping',
  'swapping',
  'starting',
  'checking',
  'warming',
  'undraining',
  'switching',
  'active',
  'reverting',
  'reverted',
  'failed',
] as const;
export type Phase = (typeof PHASES)[number];
