import type { BinConfig } from '../config/agent-config.js';
import type { Phase } from './phases.js';

/** `swap`: the new version in place of the old one; `side-by-side`: beside it, and then traffic is moved. */
export type Mode = 'swap' | 'side-by-side';

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
  'switch',
  'confirm',
  'old-drain',
] as const;
export const BACK_STEPS = [
  'back-stop',
  'back-swap',
  'back-start',
  'back-check',
  'back-undrain',
  'old-start',
  'old-undrain',
  'switch-back',
  'new-drain',
  'new-stop',
] as const;

export type ForwardStep = (typeof FORWARD_STEPS)[number];
export type BackStep = (typeof BACK_STEPS)[number];
export type Step = ForwardStep | BackStep;

const BESIDE_FORWARD: readonly ForwardStep[] = ['switch', 'confirm', 'old-drain'];
const BESIDE_BACK: readonly BackStep[] = ['old-start', 'old-undrain', 'switch-back', 'new-drain', 'new-stop'];

/** Beside the old version all steps up to `undrain` are about the free place, so nothing that serves is touched. */
const ORDERS: Readonly<
  Record<Mode, { readonly forward: readonly ForwardStep[]; readonly back: readonly BackStep[] }>
> = {
  swap: {
    forward: FORWARD_STEPS.filter((step) => !BESIDE_FORWARD.includes(step)),
    back: BACK_STEPS.filter((step) => !BESIDE_BACK.includes(step)),
  },
  'side-by-side': { forward: FORWARD_STEPS.filter((step) => step !== 'drain'), back: BESIDE_BACK },
};

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
  switch: 'switching',
  confirm: 'switching',
  'old-drain': 'draining',
  'back-stop': 'reverting',
  'back-swap': 'reverting',
  'back-start': 'reverting',
  'back-check': 'reverting',
  'back-undrain': 'reverting',
  'old-start': 'reverting',
  'old-undrain': 'reverting',
  'switch-back': 'reverting',
  'new-drain': 'reverting',
  'new-stop': 'reverting',
};

/** Where going back begins; null: nothing live was touched, so there is nothing to undo. */
const UNDO_FROM: Readonly<Record<Mode, Readonly<Record<ForwardStep, BackStep | null>>>> = {
  swap: {
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
    switch: null,
    confirm: null,
    'old-drain': null,
  },
  'side-by-side': {
    download: null,
    verify: null,
    precheck: null,
    drain: null,
    stop: 'new-stop',
    swap: 'new-stop',
    start: 'new-stop',
    check: 'new-stop',
    warm: 'new-stop',
    undrain: 'new-stop',
    switch: 'old-start',
    confirm: 'old-start',
    'old-drain': 'old-start',
  },
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
  switch: 'start',
  confirm: 'start',
  'old-drain': 'start',
  'back-stop': 'back-stop',
  'back-swap': 'back-stop',
  'back-start': 'back-start',
  'back-check': 'back-start',
  'back-undrain': 'back-start',
  'old-start': 'old-start',
  'old-undrain': 'old-start',
  'switch-back': 'old-start',
  'new-drain': 'new-drain',
  'new-stop': 'new-stop',
};

export function isForward(step: Step): step is ForwardStep {
  return (FORWARD_STEPS as readonly string[]).includes(step);
}

/** Before these the live program is untouched, so the update can be dropped at once. */
export function isStaging(step: Step): boolean {
  return step === 'download' || step === 'verify' || step === 'precheck';
}

/** Of the agent itself: from the first change until another one may have to run. */
export function isExchange(step: Step): boolean {
  return step === 'swap' || step === 'start' || step === 'back-swap' || step === 'back-start';
}

/** Beside the old version: until traffic is to be moved, it serves as if nothing was. */
export function isBeforeSwitch(step: Step): boolean {
  return isForward(step) && !BESIDE_FORWARD.includes(step);
}

/** A first version has nothing to go back to: it is only stopped. */
export function undoFrom(step: ForwardStep, mode: Mode, hasPrevious: boolean): BackStep | null {
  const from = UNDO_FROM[mode][step];
  return from === 'old-start' && !hasPrevious ? 'new-stop' : from;
}

/** The steps that this host's configuration gives a meaning to. */
export function stepsOf(bin: BinConfig): ReadonlySet<Step> {
  const hasService = bin.service.kind !== 'none';
  const isAgent = bin.service.kind === 'agent';
  const canStop = (hasService && !isAgent) || bin.hooks.stop !== undefined;
  const canStart = hasService || bin.hooks.start !== undefined;
  const canCheck = hasService || bin.health.http !== null || bin.hooks.health !== undefined;
  const canSwitch = bin.sideBySide !== null;
  const offered: readonly (readonly [boolean, readonly Step[]])[] = [
    [true, ['download', 'verify', 'swap', 'back-swap']],
    [isAgent || bin.hooks.precheck !== undefined, ['precheck']],
    [bin.hooks.drain !== undefined, ['drain', 'old-drain', 'new-drain']],
    [canStop, ['stop', 'back-stop']],
    [canStart, ['start', 'back-start']],
    [canCheck, ['check', 'back-check']],
    [bin.hooks.warm !== undefined, ['warm']],
    [bin.hooks.undrain !== undefined, ['undrain', 'back-undrain', 'old-undrain']],
    [canSwitch, ['switch', 'confirm', 'old-start', 'switch-back', 'new-stop']],
  ];
  return new Set(offered.flatMap(([isOffered, steps]) => (isOffered ? steps : [])));
}

function orderOf(step: Step, mode: Mode): readonly Step[] {
  return isForward(step) ? ORDERS[mode].forward : ORDERS[mode].back;
}

export function firstOffered(from: Step, mode: Mode, offered: ReadonlySet<Step>): Step | null {
  const order = orderOf(from, mode);
  return order.slice(order.indexOf(from)).find((step) => offered.has(step)) ?? null;
}

export function stepAfter(step: Step, mode: Mode, offered: ReadonlySet<Step>): Step | null {
  const order = orderOf(step, mode);
  return order.slice(order.indexOf(step) + 1).find((next) => offered.has(next)) ?? null;
}
