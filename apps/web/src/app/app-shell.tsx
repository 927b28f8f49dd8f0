import {
  IconChartLine,
  IconChecks,
  IconClipboardList,
  IconFileSettings,
  IconFolders,
  IconHandStop,
  IconHome,
  IconPackage,
  IconRocket,
  IconSearch,
  IconServer2,
  IconSettings,
} from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ConnectionBadge, LanguageSwitch, Shell, ThemeSwitch, type NavItem } from '../components/layout';
import { IconButton, Skeleton } from '../components/ui';
import { EmergencyBanner } from '../features/emergency/components/emergency-banner';
import { useTranslate } from '../lib/i18n';
import { canAnywhere, useMe } from '../lib/session';
import { ErrorBoundary } from './error-boundary';
import { useShortcuts } from './use-shortcuts';
import { UserMenu } from './user-menu';

const Palette = lazy(() => import('./palette'));
const ShortcutHelp = lazy(() => import('./shortcut-help'));

const ITEMS: readonly NavItem[] = [
  { to: '/', label: 'nav.now', icon: IconHome },
  { to: '/approvals', label: 'nav.approvals', icon: IconChecks },
  { to: '/releases', label: 'nav.releases', icon: IconRocket },
  { to: '/projects', label: 'nav.projects', icon: IconFolders },
  { to: '/monitoring', label: 'nav.monitoring', icon: IconChartLine },
  { to: '/config', label: 'nav.config', icon: IconFileSettings },
  { to: '/nodes', label: 'nav.nodes', icon: IconServer2 },
  { to: '/bins', label: 'nav.bins', icon: IconPackage },
  { to: '/audit', label: 'nav.audit', icon: IconClipboardList },
  { to: '/emergency-stop', label: 'nav.emergency', icon: IconHandStop },
  { to: '/settings', label: 'nav.settings', icon: IconSettings },
];

export function AppShell({ children }: { readonly children: ReactNode }) {
  const t = useTranslate();
  const { pathname } = useLocation();
  const mayReadAudit = canAnywhere(useMe(), 'readAudit');
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  useShortcuts({ onPalette: () => setIsPaletteOpen(true), onHelp: () => setIsHelpOpen(true) });
  const bar = (
    <>
      <ConnectionBadge />
      <IconButton label={t('shell.search')} onClick={() => setIsPaletteOpen(true)} size="lg">
        <IconSearch size={18} stroke={1.7} />
      </IconButton>
      <LanguageSwitch />
      <ThemeSwitch />
      <UserMenu onHelp={() => setIsHelpOpen(true)} />
    </>
  );
  return (
    <Shell items={mayReadAudit ? ITEMS : ITEMS.filter(({ to }) => to !== '/audit')} bar={bar}>
      <EmergencyBanner />
      <ErrorBoundary resetKey={pathname}>
        <Suspense fallback={<Skeleton rows={5} />}>{children}</Suspense>
      </ErrorBoundary>
      {isHelpOpen && (
        <Suspense fallback={null}>
          <ShortcutHelp onClose={() => setIsHelpOpen(false)} />
        </Suspense>
      )}
      {isPaletteOpen && (
        <Suspense fallback={null}>
          <Palette onClose={() => setIsPaletteOpen(false)} />
        </Suspense>
      )}
    </Shell>
  );
}
