import { useMutation } from '@tanstack/react-query';
import { Button, CodeBlock, Notice, Panel, ProblemNotice, Stack, Time } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { issueResetLink } from '../api/password';

/** Shown until the drawer closes, and never again. */
export function ResetLinkPanel(props: { readonly userId: string; readonly isDisabled: boolean }) {
  const t = useTranslate();
  const issue = useMutation({ mutationFn: () => issueResetLink(props.userId) });
  return (
    <Panel title={t('password.link')}>
      <Stack gap="sm">
        <span>{t('password.linkHelp')}</span>
        <span>
          <Button
            size="xs"
            isBusy={issue.isPending}
            unavailable={props.isDisabled ? t('password.enableFirst') : null}
            onClick={() => issue.mutate()}
          >
            {t(issue.data ? 'password.newLink' : 'password.makeLink')}
          </Button>
        </span>
        {issue.error && <ProblemNotice error={issue.error} />}
        {issue.data && (
          <Notice kind="warning" isLive>
            <Stack gap={6}>
              <span>
                {t('password.linkOnce')} <Time iso={issue.data.expiresAt} />
              </span>
              <CodeBlock text={issue.data.url} label={t('password.link')} />
            </Stack>
          </Notice>
        )}
      </Stack>
    </Panel>
  );
}
