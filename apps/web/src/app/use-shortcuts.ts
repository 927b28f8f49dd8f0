import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useThemeToggle } from '../components/layout';
import { isPlainKey } from '../lib/keyboard/is-plain-key';
import { preferencesStore } from '../lib/preferences';

export const PAGES_BY_KEY: Readonly<Record<string, string>> = {
  h: '/',
  a: '/approvals',
  p: '/projects',
  r: '/releases',
  m: '/monitoring',
  c: '/config',
  n: '/nodes',
  b: '/bins',
  u: '/audit',
  s: '/settings',
};

const SEQUENCE_MS = 1_000;

interface Commands {
  readonly onPalette: () => void;
  readonly onHelp: () => void;
}

export function useShortcuts(commands: Commands): void {
  const navigate = useNavigate();
  const toggleTheme = useThemeToggle();
  const goUntilMs = useRef(0);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        return commands.onPalette();
      }
      if (!isPlainKey(event)) return;
      const target = Date.now() < goUntilMs.current ? PAGES_BY_KEY[event.key] : undefined;
      goUntilMs.current = event.key === 'g' ? Date.now() + SEQUENCE_MS : 0;
      if (target !== undefined) return void navigate(target);
      const byKey: Readonly<Record<string, () => void>> = {
        '?': commands.onHelp,
        t: toggleTheme,
        '[': () => preferencesStore.change({ isNavCollapsed: !preferencesStore.current().isNavCollapsed }),
        '/': () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
      };
      const command = byKey[event.key];
      if (!command) return;
      event.preventDefault();
      command();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
