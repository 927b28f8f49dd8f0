import { lazy, Suspense, useState } from 'react';
import { useTranslate } from '../lib/i18n';
import { useMe } from '../lib/session';
import styles from './user-menu.module.css';

const UserMenuItems = lazy(() => import('./user-menu-items'));

/** What is in it is loaded when somebody opens it. */
export function UserMenu(props: { readonly onHelp: () => void }) {
  const t = useTranslate();
  const me = useMe();
  const [isWanted, setIsWanted] = useState(false);
  const button = (
    <button
      type="button"
      className={styles.avatar}
      aria-haspopup="menu"
      aria-label={t('shell.account', { name: me.name })}
      onClick={() => setIsWanted(true)}
    >
      {initialsOf(me.name)}
    </button>
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <UserMenuItems onHelp={props.onHelp}>{button}</UserMenuItems>
    </Suspense>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}
