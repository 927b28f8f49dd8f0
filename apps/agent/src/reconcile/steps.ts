import type { BinConfig } from '../config/agent-config.js';
import type { Phase } from './phases.js';

export const FORWARD_STEPS = [
  'download',
  'verify',
  'precheck',
  'drain',
  'stop',
  'swap',
  'start',
  'check',
  'warm',
  'undrain',
] as const;
export const BACK_STEPS = ['back-stop', 'back-swap', 'back-start', 'back-check', 'back-undrain'] as const;

export type ForwardStep = (typeof FORWARD_STEPS)[number];
export type BackStep = (typeof BACK_STEPS)[number];
export type Step = ForwardStep | BackStep;

/** The phase that the console is told when a step begins. */
export const PHASE_OF_STEP: Readonly<Record<Step, Phase>> = {
  download: 'downloading',
  verify: 'verified',
  precheck: 'prechecking',
  drain: 'draining',
  stop: 'stopping',
  swap: 'swapping',
  start: 'starting',
  check: 'checking',
  warm: 'warming',
  undrain: 'undraining',
  'back-stop': 'reverting',
  'back-swap': 'reverting',
  'back-start': 'reverting',
  'back-check': 'reverting',
  'back-undrain': 'reverting',
};

/** Where going back begins; null: nothing live was touched, so there is nothing to undo. */
export const UNDO_FROM: Readonly<Record<ForwardStep, BackStep | null>> = {
  download: null,
  verify: null,
  precheck: null,
  drain: 'back-undrain',
  stop: 'back-start',
  swap: 'back-swap',
  start: 'back-stop',
  check: 'back-stop',
  warm: 'back-stop',
  undrain: 'back-stop',
};

/**
 * Where an agent that was killed inside a step goes on. Starting is repeated for every later step because the host may
 * have been rebooted meanwhile; it does nothing when the right program runs.
 */
export const RESUME_AT: Readonly<Record<Step, Step>> = {
  download: 'download',
  verify: 'download',
  precheck: 'download',
  drain: 'drain',
  stop: 'stop',
  swap: 'stop',
  start: 'start',
  check: 'start',
  warm: 'start',
  undrain: 'start',
  'back-stop': 'back-stop',
  'back-swap': 'back-stop',
  'back-start': 'back-start',
  'back-check': 'back-start',
  'back-undrain': 'back-start',
};

export function isForward(step: Step): step is ForwardStep {
  return (FORWARD_STEPS as readonly string[]).includes(step);
}

/** Before these the live program is untouched, so the update can be dropped at once. */
export function isStaging(step: Step): boolean {
  return step === 'download' || step === 'verify' || step === 'precheck';
}

/** The steps that this host's configuration gives a meaning to. */
export function stepsOf(bin: BinConfig): ReadonlySet<Step> {
  const hasService = bin.service.kind !== 'none';
  const canStop = hasService || bin.hooks.stop !== undefined;
  const canStart = hasService || bin.hooks.start !== undefined;
  const canCheck = hasService || bin.health.http !== null || bin.hooks.health !== undefined;
  const offered: readonly (readonly [boolean, readonly Step[]])[] = [
    [true, ['download', 'verify', 'swap', 'back-swap']],
    [bin.hooks.precheck !== undefined, ['precheck']],
    [bin.hooks.drain !== undefined, ['drain']],
    [canStop, ['stop', 'back-stop']],
    [canStart, ['start', 'back-start']],
    [canCheck, ['check', 'back-check']],
    [bin.hooks.warm !== undefined, ['warm']],
    [bin.hooks.undrain !== undefined, ['undrain', 'back-undrain']],
  ];
  return new Set(offered.flatMap(([isOffered, steps]) => (isOffered ? steps : [])));
}

export function firstOffered(from: Step, offered: ReadonlySet<Step>): Step | null {
  const order: readonly Step[] = isForward(from) ? FORWARD_STEPS : BACK_STEPS;
  return order.slice(order.indexOf(from)).find((step) => offered.has(step)) ?? null;
}

export function stepAfter(step: Step, offered: ReadonlySet<Step>): Step | null {
  const order: readonly Step[] = isForward(step) ? FORWARD_STEPS : BACK_STEPS;
  return order.slice(order.indexOf(step) + 1).find((next) => offered.has(next)) ?? null;
}
