import { EMPTY_WIZARD, type WizardState } from './wizard-state';

const KEY = 'rc.release-draft';

/** A reload must not lose what was typed; only this browser keeps it. */
export function loadWizard(): WizardState | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return typeof stored === 'object' && stored !== null ? { ...EMPTY_WIZARD, ...stored } : null;
  } catch {
    return null;
  }
}

export function storeWizard(state: WizardState | null): void {
  try {
    if (state === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // Blocked storage costs only the convenience.
  }
}
