import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link, NavLink } from 'react-router';
import { useTranslate } from '../../lib/i18n';
import type { NavItem } from './nav-item';
import styles from './shell.module.css';

const VISIBLE_TABS = 4;

export function BottomBar({ items }: { readonly items: readonly NavItem[] }) {
  const t = useTranslate();
  const more = items.slice(VISIBLE_TABS);
  return (
    <nav className={styles.bottom} aria-label={t('shell.navigationPhone')}>
      {items.slice(0, VISIBLE_TABS).map(({ to, label, icon: Glyph }) => (
        <NavLink key={to} to={to} end={to === '/'} className={styles.tab ?? ''}>
          <Glyph size={21} stroke={1.7} aria-hidden />
          {t(label)}
        </NavLink>
      ))}
      <Menu position="top-end" shadow="md" width={200}>
        <Menu.Target>
          <button type="button" className={styles.tab}>
            <IconDots size={21} stroke={1.7} aria-hidden />
            {t('shell.more')}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {more.map(({ to, label, icon: Glyph }) => (
            <Menu.Item
              key={to}
              component={Link}
              to={to}
              leftSection={<Glyph size={18} aria-hidden />}
              py="sm"
            >
              {t(label)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}
