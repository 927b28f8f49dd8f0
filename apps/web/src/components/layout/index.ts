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
export { Shell, type NavItem } from './shell';
