import { i18n } from '@lingui/core';
import { lazy, Suspense, useSyncExternalStore } from 'react';

const Notifications = lazy(async () => ({ default: (await import('./toast-library')).Notifications }));

let isWanted = false;
const listeners = new Set<() => void>();

/** Only for what you did yourself and what worked. Failures stay on the page, where they happened. */
export const toastDone = (message: string): void => {
  isWanted = true;
  for (const listener of listeners) listener();
  void import('./toast-library').then(({ notifications }) =>
    notifications.show({
      message,
      color: 'green',
      autoClose: 5_000,
      withBorder: true,
      closeButtonProps: { 'aria-label': i18n._('common.close') },
    }),
  );
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where toasts appear; there is nothing to load before the first one. */
export function Toasts() {
  const isShown = useSyncExternalStore(subscribe, () => isWanted);
  if (!isShown) return null;
  return (
    <Suspense fallback={null}>
      <Notifications position="bottom-right" />
    </Suspense>
  );
}
