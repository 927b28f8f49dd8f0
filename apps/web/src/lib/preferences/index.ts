import { useSyncExternalStore } from 'react';
import { PreferencesStore, type Preferences } from './preferences-store';

const storage = (): Storage | null => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
};

export const preferencesStore = new PreferencesStore(storage(), navigator.language);

export const usePreferences = (): Preferences =>
  useSyncExternalStore(preferencesStore.subscribe, preferencesStore.current);

export type { Preferences } from './preferences-store';
