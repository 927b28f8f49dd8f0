import type { ReactNode } from 'react';
import { useThemeChoice, type ThemeChoice } from '../../../components/layout';
import { Facts, Panel, SegmentedControl, Stack, Switch, Text } from '../../../components/ui';
import { formatExact } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';
import { preferencesStore, usePreferences, type Preferences } from '../../../lib/preferences';
import { useMe } from '../../../lib/session';
import { DelegationsPanel } from './delegations-panel';

/** `children`: what other rooms have to say about one's own account. */
export function ProfilePanel({ children }: { readonly children?: ReactNode }) {
  const t = useTranslate();
  const me = useMe();
  const preferences = usePreferences();
  const [theme, setTheme] = useThemeChoice();
  const roles = me.isAdmin
    ? t('role.admin')
    : me.memberships.map(({ projectName, role }) => `${projectName}: ${t(`role.${role}`)}`).join(' · ');
  return (
    <Stack gap="md">
      <Panel title={t('profile.you')}>
        <Facts
          items={[
            { label: t('auth.name'), value: me.name },
            { label: t('auth.email'), value: me.email },
            { label: t('member.role'), value: roles || t('profile.noRoles') },
          ]}
        />
      </Panel>
      {children}
      <DelegationsPanel />
      <Panel title={t('profile.appearance')}>
        <Stack gap="lg">
          <Choice
            label={t('profile.language')}
            value={preferences.language}
            choices={[
              { value: 'en', label: 'English' },
              { value: 'zh', label: '中文' },
            ]}
            onChange={(language) =>
              preferencesStore.change({ language: language as Preferences['language'] })
            }
          />
          <Choice
            label={t('profile.theme')}
            value={theme}
            choices={[
              { value: 'auto', label: t('profile.themeAuto') },
              { value: 'light', label: t('profile.themeLight') },
              { value: 'dark', label: t('profile.themeDark') },
            ]}
            onChange={(choice) => setTheme(choice as ThemeChoice)}
          />
          <Choice
            label={t('profile.timeZone')}
            value={preferences.timeZone}
            choices={[
              { value: 'local', label: t('profile.zoneLocal') },
              { value: 'utc', label: 'UTC' },
            ]}
            help={formatExact(new Date().toISOString(), preferences.language, preferences.timeZone)}
            onChange={(timeZone) =>
              preferencesStore.change({ timeZone: timeZone as Preferences['timeZone'] })
            }
          />
          <Switch
            label={t('profile.shortcuts')}
            description={t('profile.shortcutsHelp')}
            checked={preferences.hasShortcuts}
            onChange={(event) => preferencesStore.change({ hasShortcuts: event.currentTarget.checked })}
          />
        </Stack>
      </Panel>
    </Stack>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly help?: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <div>
      <Text size="sm" fw={500} mb={4} component="div">
        {props.label}
      </Text>
      <SegmentedControl
        aria-label={props.label}
        data={[...props.choices]}
        value={props.value}
        onChange={props.onChange}
      />
      {props.help && (
        <Text size="sm" c="dimmed" mt={4}>
          {props.help}
        </Text>
      )}
    </div>
  );
}
