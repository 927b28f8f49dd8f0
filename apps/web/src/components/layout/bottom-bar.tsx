import { IconDots } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { NavLink } from 'react-router';
import { useTranslate } from '../../lib/i18n';
import type { NavItem } from './nav-item';
import styles from './shell.module.css';

const MoreItems = lazy(() => import('./more-items'));
const VISIBLE_TABS = 4;

export function BottomBar({ items }: { readonly items: readonly NavItem[] }) {
  const t = useTranslate();
  const [isWanted, setIsWanted] = useState(false);
  const more = (
    <button type="button" className={styles.tab} aria-haspopup="menu" onClick={() => setIsWanted(true)}>
      <IconDots size={21} stroke={1.7} aria-hidden />
      {t('shell.more')}
    </button>
  );
  return (
    <nav className={styles.bottom} aria-label={t('shell.navigationPhone')}>
      {items.slice(0, VISIBLE_TABS).map(({ to, label, icon: Glyph }) => (
        <NavLink key={to} to={to} end={to === '/'} className={styles.tab ?? ''}>
          <Glyph size={21} stroke={1.7} aria-hidden />
          {t(label)}
        </NavLink>
      ))}
      {isWanted ? (
        <Suspense fallback={more}>
          <MoreItems items={items.slice(VISIBLE_TABS)}>{more}</MoreItems>
        </Suspense>
      ) : (
        more
      )}
    </nav>
  );
}
