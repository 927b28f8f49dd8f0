import { IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Menu, Text } from '../components/ui';
import { signOut } from '../features/auth/api/sign-out';
import { useTranslate } from '../lib/i18n';
import { useMe } from '../lib/session';
import styles from './user-menu.module.css';

export function UserMenu(props: { readonly onHelp: () => void }) {
  const t = useTranslate();
  const me = useMe();
  return (
    <Menu position="bottom-end" shadow="md" width={230}>
      <Menu.Target>
        <button type="button" className={styles.avatar} aria-label={t('shell.account', { name: me.name })}>
          {initialsOf(me.name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} size="sm" c="var(--rc-text)">
            {me.name}
          </Text>
          {me.email}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings/profile" leftSection={<IconUser size={16} />}>
          {t('settings.profile')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={props.onHelp}>
          {t('shortcuts.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          {t('auth.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}
