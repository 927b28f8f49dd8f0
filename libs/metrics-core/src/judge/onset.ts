/** Looked up once: this is the innermost loop of all. */
const { exp, log, min, sqrt } = Math;
/** How likely it is thought at first that a canary is bad from its first window on; the rest is spread over the others. */
const AT_ONCE = 0.7;
/** Beyond every doubt, and still a number. */
const MOST = 1e300;

/**
 * Evidence that may begin at any window: what was good for half an hour and breaks then is found nearly as soon as what never
 * was good, because what the quiet windows said against it does not count. A mixture over the window in which it began, and
 * so bounded as the evidence of each of them is.
 */
export class OnsetEvidence {
  private mixture = 0;
  private windows = 0;

  /** @param gain what a window says, as the logarithm of a likelihood ratio */
  add(gain: number): void {
    this.windows += 1;
    this.mixture = min(MOST, (this.mixture + priorOf(this.windows)) * exp(gain));
  }

  /** With what is thought of windows that did not come yet. */
  get logarithm(): number {
    return log(this.mixture + restAfter(this.windows));
  }
}

/** All of them together are 1. */
function priorOf(window: number): number {
  return window === 1 ? AT_ONCE : restAfter(window - 1) - restAfter(window);
}

function restAfter(windows: number): number {
  return windows === 0 ? 1 : (1 - AT_ONCE) / sqrt(windows);
}
