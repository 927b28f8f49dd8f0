import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { IconButton } from '../ui/button';
import { setLanguage, useLanguage, useTranslate } from '../../lib/i18n';

export function useThemeToggle(): () => void {
  const { setColorScheme } = useMantineColorScheme();
  const computed = useComputedColorScheme('light');
  return () => setColorScheme(computed === 'dark' ? 'light' : 'dark');
}

export function ThemeSwitch() {
  const t = useTranslate();
  const toggle = useThemeToggle();
  const computed = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const Glyph = computed === 'dark' ? IconSun : IconMoon;
  return (
    <IconButton label={t(computed === 'dark' ? 'shell.toLight' : 'shell.toDark')} onClick={toggle} size="lg">
      <Glyph size={18} stroke={1.7} />
    </IconButton>
  );
}

/** Says the other language in that language: whoever needs it can't read this one. */
export function LanguageSwitch() {
  const language = useLanguage();
  const other = language === 'en' ? ('zh' as const) : ('en' as const);
  const label = other === 'zh' ? '切换到中文' : 'Switch to English';
  return (
    <IconButton label={label} onClick={() => setLanguage(other)} size="lg">
      <IconLanguage size={19} stroke={1.7} />
    </IconButton>
  );
}

export type ThemeChoice = 'auto' | 'light' | 'dark';

export function useThemeChoice(): readonly [ThemeChoice, (choice: ThemeChoice) => void] {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return [colorScheme, setColorScheme];
}

export const THEME_ICONS = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const;
