import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import {
  Button,
  CodeBlock,
  ConfirmDialog,
  Dialog,
  EmptyState,
  Notice,
  Panel,
  Pill,
  QueryView,
  Stack,
  Text,
  Time,
} from '../../../components/ui';
import type { EnrolmentToken, IssuedEnrolmentToken, Project } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { serverNow } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';
import { enrolmentTokensQuery, revokeEnrolmentToken } from '../api/enrolment-tokens';
import { joinCommand } from '../model/join-config';
import { EnrolmentForm } from './enrolment-form';
import styles from './nodes.module.css';

export function Enrolment({ projects }: { readonly projects: readonly Project[] }) {
  const t = useTranslate();
  const query = useQuery(enrolmentTokensQuery());
  const [isCreating, setIsCreating] = useState(false);
  const [created, setCreated] = useState<IssuedEnrolmentToken | null>(null);
  const [revoked, setRevoked] = useState<EnrolmentToken | null>(null);
  const create = (
    <Button tone="primary" size="xs" icon={<IconPlus size={14} />} onClick={() => setIsCreating(true)}>
      {t('enrol.create')}
    </Button>
  );
  return (
    <Panel title={t('enrol.tokens')} isFlush aside={create}>
      <QueryView query={query} what={t('enrol.tokens')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<IconKey size={22} />} title={t('enrol.none')} text={t('enrol.noneText')} />
          ) : (
            <ul>
              {items.map((token) => (
                <TokenRow
                  key={token.id}
                  token={token}
                  projects={projects}
                  onRevoke={() => setRevoked(token)}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
      <Dialog isOpen={isCreating} onClose={() => setIsCreating(false)} title={t('enrol.create')}>
        <EnrolmentForm
          projects={projects}
          onCancel={() => setIsCreating(false)}
          onCreated={(token) => {
            setIsCreating(false);
            setCreated(token);
          }}
        />
      </Dialog>
      <Dialog isOpen={created !== null} onClose={() => setCreated(null)} title={t('enrol.join')} size="lg">
        <JoinText token={created?.token ?? ''} onClose={() => setCreated(null)} />
      </Dialog>
      {revoked && <Revoke token={revoked} onClose={() => setRevoked(null)} />}
    </Panel>
  );
}

function JoinText(props: { readonly token: string; readonly onClose: () => void }) {
  const t = useTranslate();
  return (
    <Stack gap="md">
      <Notice kind="warning">{t('token.once')}</Notice>
      <Text size="sm">{t('enrol.joinText')}</Text>
      <CodeBlock text={joinCommand(location.origin, props.token)} label={t('enrol.join')} />
      <Text size="sm">{t('enrol.tokenOnly')}</Text>
      <CodeBlock text={props.token} label={t('token.new')} />
      <Button tone="primary" onClick={props.onClose}>
        {t('token.saved')}
      </Button>
    </Stack>
  );
}

function TokenRow(props: {
  readonly token: EnrolmentToken;
  readonly projects: readonly Project[];
  readonly onRevoke: () => void;
}) {
  const t = useTranslate();
  const { token, projects, onRevoke } = props;
  const isOver =
    Date.parse(token.expiresAt) < serverNow() || token.uses >= token.maxUses || token.revokedAt !== null;
  const names = projects
    .flatMap((project) =>
      project.environments.map(({ id, name }) => ({ id, text: `${project.name} / ${name}` })),
    )
    .filter(({ id }) => token.environmentIds.includes(id))
    .map(({ text }) => text);
  return (
    <li className={styles.row}>
      <span className={styles.grow}>
        <strong>{names.join(', ') || token.id}</strong>
        <div className={styles.dim}>
          {t('enrol.used', { uses: token.uses, maxUses: token.maxUses })} · {t('enrol.until')}{' '}
          <Time iso={token.expiresAt} />
        </div>
      </span>
      {isOver ? <Pill tone="grey">{t('enrol.over')}</Pill> : <Pill tone="green">{t('enrol.open')}</Pill>}
      {!isOver && (
        <Button size="xs" tone="danger-text" onClick={onRevoke}>
          {t('token.revoke')}
        </Button>
      )}
    </li>
  );
}

function Revoke({ token, onClose }: { readonly token: EnrolmentToken; readonly onClose: () => void }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeEnrolmentToken(token.id),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.enrolmentTokens });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('enrol.revokeTitle')}
      confirmLabel={t('token.revoke')}
      isBusy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>{t('enrol.revokeText')}</p>
    </ConfirmDialog>
  );
}
