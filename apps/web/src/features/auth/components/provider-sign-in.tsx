import { useQuery } from '@tanstack/react-query';
import { IconLogin2 } from '@tabler/icons-react';
import { Button, Divider, Notice, Stack } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { codeText } from '../../../lib/problem-text';
import { signInWaysQuery } from '../../../lib/session/sign-in-ways';
import { providerSignInUrl } from '../api/provider-sign-in';

/** Above the password, where there is a provider; and what came of the last try. */
export function ProviderSignIn(props: { readonly problem: string | null; readonly returnTo: string }) {
  const t = useTranslate();
  const { data } = useQuery(signInWaysQuery());
  const provider = data?.oidc;
  return (
    <Stack gap="md" mb="md">
      {props.problem !== null && (
        <Notice kind="error" isLive>
          {codeText(props.problem, t) ?? t('problem.oidcFailed')}
        </Notice>
      )}
      {provider && (
        <>
          <Button
            isFullWidth
            size="md"
            icon={<IconLogin2 size={16} />}
            onClick={() => location.assign(providerSignInUrl(props.returnTo))}
            data-provider
          >
            {t('provider.signIn', { name: provider.name })}
          </Button>
          <Divider label={t('provider.or')} />
        </>
      )}
    </Stack>
  );
}
