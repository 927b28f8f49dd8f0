import { preferencesStore } from '../preferences';

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"]';

/** Single letters are commands only while nothing is being typed, no dialog is open, and they are not turned off. */
export function isPlainKey(event: KeyboardEvent): boolean {
  if (!preferencesStore.current().hasShortcuts) return false;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TYPING)) return false;
  return document.querySelector('[role="dialog"], [role="menu"]') === null;
}
