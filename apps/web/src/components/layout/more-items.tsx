import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTranslate } from '../../lib/i18n';
import type { NavItem } from './nav-item';

/** Loaded when somebody asks for more. */
export default function MoreItems(props: {
  readonly items: readonly NavItem[];
  /** The button, which goes on opening and closing it. */
  readonly children: ReactNode;
}) {
  const t = useTranslate();
  return (
    <Menu position="top-end" shadow="md" width={200} defaultOpened>
      <Menu.Target>{props.children}</Menu.Target>
      <Menu.Dropdown>
        {props.items.map(({ to, label, icon: Glyph }) => (
          <Menu.Item key={to} component={Link} to={to} leftSection={<Glyph size={18} aria-hidden />} py="sm">
            {t(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
