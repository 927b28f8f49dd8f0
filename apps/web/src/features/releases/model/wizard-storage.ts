import { EMPTY_WIZARD, type WizardState } from './wizard-state';

const PREFIX = 'rc.release-draft:';

/** A reload must not lose what was typed into `form`; only this browser keeps it. */
export function loadWizard(form: string): WizardState | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(PREFIX + form) ?? 'null');
    return typeof stored === 'object' && stored !== null ? { ...EMPTY_WIZARD, ...stored } : null;
  } catch {
    return null;
  }
}

export function storeWizard(form: string, state: WizardState | null): void {
  try {
    if (state === null) sessionStorage.removeItem(PREFIX + form);
    else sessionStorage.setItem(PREFIX + form, JSON.stringify(state));
  } catch {
    // Blocked storage costs only the convenience.
  }
}
