import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useTranslate } from '../../lib/i18n';
import { preferencesStore, usePreferences } from '../../lib/preferences';
import { BottomBar } from './bottom-bar';
import type { NavItem } from './nav-item';
import styles from './shell.module.css';

export function Shell(props: {
  readonly items: readonly NavItem[];
  readonly bar: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useTranslate();
  const { isNavCollapsed } = usePreferences();
  const mainRef = useRef<HTMLElement>(null);
  useFocusOnNavigation(mainRef);
  return (
    <div className={`${styles.shell} ${isNavCollapsed ? styles.collapsed : ''}`}>
      <a className={styles.skip} href="#main">
        {t('shell.skip')}
      </a>
      <SideNav items={props.items} isCollapsed={isNavCollapsed} />
      <div className={styles.column}>
        <header className={styles.topbar}>
          <div className={styles.mobileBrand}>
            <Brand />
          </div>
          <div className={styles.spring} />
          {props.bar}
        </header>
        <main className={styles.main} id="main" ref={mainRef} tabIndex={-1}>
          {props.children}
        </main>
      </div>
      <BottomBar items={props.items} />
    </div>
  );
}

function SideNav(props: { readonly items: readonly NavItem[]; readonly isCollapsed: boolean }) {
  const t = useTranslate();
  const Fold = props.isCollapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={styles.nav} aria-label={t('shell.navigation')}>
      <Brand />
      <div className={styles.items}>
        {props.items.map(({ to, label, icon: Glyph }) => (
          <NavLink
            key={to}
            to={to}
            end={to === '/'}
            className={styles.item ?? ''}
            title={props.isCollapsed ? t(label) : undefined}
          >
            <Glyph size={18} stroke={1.7} aria-hidden />
            <span className={styles.label}>{t(label)}</span>
          </NavLink>
        ))}
      </div>
      <div className={styles.foot}>
        <button
          type="button"
          className={styles.collapseButton}
          aria-expanded={!props.isCollapsed}
          onClick={() => preferencesStore.change({ isNavCollapsed: !props.isCollapsed })}
        >
          <Fold size={18} stroke={1.7} aria-hidden />
          <span className={styles.label}>{t(props.isCollapsed ? 'shell.expand' : 'shell.collapse')}</span>
        </button>
      </div>
    </nav>
  );
}

function Brand() {
  const t = useTranslate();
  return (
    <NavLink to="/" className={styles.brand ?? ''} aria-label={t('shell.home')} aria-current={false as never}>
      <img src="/favicon.svg" alt="" />
      <span className={styles.label}>{t('shell.product')}</span>
    </NavLink>
  );
}

/** A new page is announced and read from its top; going back keeps the place the browser restored. */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname, main]);
}
