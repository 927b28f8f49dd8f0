import { IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Menu, Text } from '../components/ui';
import { signOut } from '../features/auth/api/sign-out';
import { useTranslate } from '../lib/i18n';
import { useMe } from '../lib/session';

export default function UserMenuItems(props: {
  readonly onHelp: () => void;
  /** The button, which goes on opening and closing it. */
  readonly children: ReactNode;
}) {
  const t = useTranslate();
  const me = useMe();
  return (
    <Menu position="bottom-end" shadow="md" width={230} defaultOpened>
      <Menu.Target>{props.children}</Menu.Target>
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
