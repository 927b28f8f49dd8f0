import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconListCheck, IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import {
  Button,
  ConfirmDialog,
  Dialog,
  Dim,
  EmptyState,
  Panel,
  Pill,
  QueryView,
  Row,
  RowList,
  Time,
  toastDone,
} from '../../../components/ui';
import type { CiRule, CiSource } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { ciRulesQuery, deleteRule } from '../api/rules';
import { RuleForm, type RuleChoices } from './rule-form';

/** Which file of which build of a source becomes which version. */
export function CiRulesPanel(props: {
  readonly source: CiSource;
  readonly mayConfigure: boolean;
  readonly choices: RuleChoices;
}) {
  const { source, mayConfigure, choices } = props;
  const t = useTranslate();
  const query = useQuery(ciRulesQuery(source.id));
  const [edited, setEdited] = useState<CiRule | 'new' | null>(null);
  const [removed, setRemoved] = useState<CiRule | null>(null);
  const unavailable = mayConfigure ? null : t('ci.source.forAdmins');
  const create = (
    <Button
      size="xs"
      icon={<IconPlus size={14} />}
      unavailable={unavailable}
      onClick={() => setEdited('new')}
    >
      {t('ci.rule.new')}
    </Button>
  );
  return (
    <Panel title={t('ci.rules')} isFlush aside={create}>
      <QueryView query={query} what={t('ci.rules')} rows={2} rowHeight={72}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<IconListCheck size={22} />}
              title={t('ci.rule.none')}
              text={t('ci.rule.noneText')}
            />
          ) : (
            <RowList label={t('ci.rules')}>
              {byPosition(items).map((rule) => (
                <RuleRow key={rule.id} rule={rule}>
                  <Button size="xs" unavailable={unavailable} onClick={() => setEdited(rule)}>
                    {t('common.edit')}
                  </Button>
                  <Button
                    size="xs"
                    tone="danger-text"
                    unavailable={unavailable}
                    onClick={() => setRemoved(rule)}
                  >
                    {t('common.delete')}
                  </Button>
                </RuleRow>
              ))}
            </RowList>
          )
        }
      </QueryView>
      <Dialog
        isOpen={edited !== null}
        size="lg"
        onClose={() => setEdited(null)}
        title={t(edited === 'new' ? 'ci.rule.new' : 'ci.rule.edit')}
      >
        {edited !== null && (
          <RuleForm
            source={source}
            rule={edited === 'new' ? null : edited}
            choices={choices}
            onDone={() => setEdited(null)}
          />
        )}
      </Dialog>
      {removed && <RemoveRule rule={removed} onClose={() => setRemoved(null)} />}
    </Panel>
  );
}

/** As they are looked at; the order among those of one position is the server's. */
const byPosition = (rules: readonly CiRule[]): readonly CiRule[] =>
  [...rules].sort((one, other) => one.position - other.position);

function RuleRow({ rule, children }: { readonly rule: CiRule; readonly children: ReactNode }) {
  const t = useTranslate();
  const { name, job, ref, file, bin, version, arch, release, isEnabled, editorName, editedAt } = rule;
  return (
    <Row
      head={
        <>
          <strong>{name}</strong>
          {!isEnabled && <Pill tone="grey">{t('ci.rule.off')}</Pill>}
          {release && (
            <Pill tone="blue">
              {t(`ci.rule.makes.${release.mode}`, { environment: release.environment })}
            </Pill>
          )}
        </>
      }
      actions={children}
    >
      <span>
        <code>{job}</code>
        {ref !== '' && (
          <>
            {' '}
            @ <code>{ref}</code>
          </>
        )}{' '}
        · <code>{file}</code> →{' '}
        <code>
          {bin} {version} {arch}
        </code>
      </span>
      <Dim>
        {t('ci.rule.by', { name: editorName })} · <Time iso={editedAt} />
      </Dim>
    </Row>
  );
}

function RemoveRule({ rule, onClose }: { readonly rule: CiRule; readonly onClose: () => void }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteRule(rule.id),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.ci });
      toastDone(t('ci.rule.deleted', { name: rule.name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('ci.rule.deleteTitle', { name: rule.name })}
      confirmLabel={t('common.delete')}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('ci.rule.deleteText')}</p>
    </ConfirmDialog>
  );
}
