import { useQuery } from '@tanstack/react-query';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import {
  Button,
  CodeBlock,
  Dialog,
  EmptyState,
  Notice,
  Panel,
  QueryView,
  Stack,
  Text,
} from '../../../components/ui';
import type { ApiToken, IssuedApiToken } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { tokensQuery } from '../api/tokens';
import { RevokeToken } from './revoke-token';
import { ServiceTokenForm } from './service-token-form';
import { TokenForm, type ProjectChoice } from './token-form';
import { TokenRow } from './token-row';

/** Those of a project, or of whoever is signed in, with the projects that they could be bound to. */
export type TokenScope = { readonly projectId: string } | { readonly projects: readonly ProjectChoice[] };

export function TokensPanel({ scope }: { readonly scope: TokenScope }) {
  const t = useTranslate();
  const projectId = 'projectId' in scope ? scope.projectId : undefined;
  const query = useQuery(tokensQuery(projectId));
  const [isCreating, setIsCreating] = useState(false);
  const [issued, setIssued] = useState<IssuedApiToken | null>(null);
  const [revoked, setRevoked] = useState<ApiToken | null>(null);
  const title = t(projectId ? 'apiToken.services' : 'apiToken.own');
  const done = {
    onCancel: () => setIsCreating(false),
    onCreated: (token: IssuedApiToken) => {
      setIsCreating(false);
      setIssued(token);
    },
  };
  const create = (
    <Button size="xs" icon={<IconPlus size={14} />} onClick={() => setIsCreating(true)}>
      {t('apiToken.create')}
    </Button>
  );
  return (
    <Panel title={title} isFlush aside={create}>
      <QueryView query={query} what={title} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<IconKey size={22} />}
              title={t('apiToken.none')}
              text={t(projectId ? 'apiToken.noServices' : 'apiToken.noneText')}
            />
          ) : (
            <ul>
              {items.map((token) => (
                <TokenRow key={token.id} token={token} onRevoke={() => setRevoked(token)} />
              ))}
            </ul>
          )
        }
      </QueryView>
      <Dialog isOpen={isCreating} onClose={() => setIsCreating(false)} title={t('apiToken.create')}>
        {'projectId' in scope ? (
          <ServiceTokenForm projectId={scope.projectId} {...done} />
        ) : (
          <TokenForm projects={scope.projects} {...done} />
        )}
      </Dialog>
      <Dialog isOpen={issued !== null} onClose={() => setIssued(null)} title={issued?.name ?? ''} size="lg">
        {issued && <ShownOnce token={issued.token} onClose={() => setIssued(null)} />}
      </Dialog>
      {revoked && <RevokeToken token={revoked} projectId={projectId} onClose={() => setRevoked(null)} />}
    </Panel>
  );
}

function ShownOnce(props: { readonly token: string; readonly onClose: () => void }) {
  const t = useTranslate();
  return (
    <Stack gap="md">
      <Notice kind="warning">{t('token.once')}</Notice>
      <CodeBlock text={props.token} label={t('apiToken.one')} />
      <Text size="sm">{t('apiToken.use')}</Text>
      <CodeBlock text={`Authorization: Bearer ${props.token}`} label={t('apiToken.header')} />
      <Button tone="primary" onClick={props.onClose}>
        {t('token.saved')}
      </Button>
    </Stack>
  );
}
