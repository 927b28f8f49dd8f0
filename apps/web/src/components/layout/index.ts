export {
  LanguageSwitch,
  ThemeSwitch,
  THEME_ICONS,
  useThemeChoice,
  useThemeToggle,
  type ThemeChoice,
} from './appearance';
export { ConnectionBadge } from './connection-badge';
export { Page } from './page';
export { PageTabs } from './page-tabs';
export type { NavItem } from './nav-item';
export { Shell } from './shell';
