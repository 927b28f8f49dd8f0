import type { Language } from '../api/types';

export interface Preferences {
  readonly language: Language;
  readonly timeZone: 'local' | 'utc';
  readonly hasShortcuts: boolean;
  readonly isNavCollapsed: boolean;
}

const STORAGE_KEY = 'rc.preferences';
type Listener = () => void;

const languageOf = (tag: string): Language => (/^zh/i.test(tag) ? 'zh' : 'en');

export class PreferencesStore {
  private value: Preferences;
  private readonly listeners = new Set<Listener>();

  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null,
    browserLanguage: string,
  ) {
    this.value = {
      language: languageOf(browserLanguage),
      timeZone: 'local',
      hasShortcuts: true,
      isNavCollapsed: false,
      ...readStored(storage),
    };
  }

  readonly current = (): Preferences => this.value;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  change(part: Partial<Preferences>): void {
    this.value = { ...this.value, ...part };
    try {
      this.storage?.setItem(STORAGE_KEY, JSON.stringify(this.value));
    } catch {
      // A full or blocked storage keeps the choice for this visit only.
    }
    this.listeners.forEach((listener) => listener());
  }
}

function readStored(storage: Pick<Storage, 'getItem'> | null): Partial<Preferences> {
  try {
    const parsed = JSON.parse(storage?.getItem(STORAGE_KEY) ?? '{}') as Record<string, unknown>;
    return {
      ...(parsed.language === 'en' || parsed.language === 'zh' ? { language: parsed.language } : {}),
      ...(parsed.timeZone === 'utc' || parsed.timeZone === 'local' ? { timeZone: parsed.timeZone } : {}),
      ...(typeof parsed.hasShortcuts === 'boolean' ? { hasShortcuts: parsed.hasShortcuts } : {}),
      ...(typeof parsed.isNavCollapsed === 'boolean' ? { isNavCollapsed: parsed.isNavCollapsed } : {}),
    };
  } catch {
    return {};
  }
}
