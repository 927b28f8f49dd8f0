import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  Button,
  Group,
  Notice,
  Panel,
  PasswordInput,
  Pill,
  ProblemNotice,
  Stack,
} from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { codeText } from '../../../lib/problem-text';
import { useMe } from '../../../lib/session';
import { signInWaysQuery } from '../../../lib/session/sign-in-ways';
import { linkProvider } from '../api/provider';

/** How one's own account and the provider belong together; nothing where there is no provider. */
export function ProviderPanel() {
  const t = useTranslate();
  const me = useMe();
  const { data } = useQuery(signInWaysQuery());
  const [params] = useSearchParams();
  const problem = params.get('problem');
  const name = data?.oidc?.name;
  if (name === undefined) return null;
  return (
    <Panel title={t('provider.title', { name })}>
      <Stack gap="md" maw={420}>
        {problem !== null && (
          <Notice kind="error" isLive>
            {codeText(problem, t) ?? t('problem.oidcFailed')}
          </Notice>
        )}
        {params.get('provider') === 'linked' && me.isLinked && (
          <Notice kind="success" isLive>
            {t('provider.isLinked', { name })}
          </Notice>
        )}
        <span data-provider-state={me.isLinked ? 'linked' : 'none'}>
          <Pill tone={me.isLinked ? 'green' : 'grey'}>
            {t(me.isLinked ? 'provider.linked' : 'provider.notLinked')}
          </Pill>
        </span>
        {me.isLinked && !me.hasPassword && <p>{t('provider.only', { name })}</p>}
        {!me.isLinked && me.hasPassword && <LinkForm name={name} />}
      </Stack>
    </Panel>
  );
}

function LinkForm({ name }: { readonly name: string }) {
  const t = useTranslate();
  const me = useMe();
  const [password, setPassword] = useState('');
  const link = useMutation({
    mutationFn: () => linkProvider(password),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '') link.mutate();
      }}
    >
      <Stack gap="md">
        <p>{t('provider.linkText', { name })}</p>
        <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
        <PasswordInput
          label={t('auth.password')}
          autoComplete="current-password"
          value={password}
          visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), tabIndex: 0 }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {link.error && <ProblemNotice error={link.error} />}
        <Group>
          <Button
            type="submit"
            isBusy={link.isPending}
            unavailable={password === '' ? t('form.required') : null}
          >
            {t('provider.link', { name })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
