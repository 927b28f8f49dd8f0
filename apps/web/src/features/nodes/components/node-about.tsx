import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  Button,
  CopyText,
  Facts,
  Group,
  Notice,
  Panel,
  ProblemNotice,
  Stack,
  TagsInput,
  Time,
  TimeAgo,
} from '../../../components/ui';
import type { FleetNode } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { updateNode } from '../api/change-node';
import { isLabelText, labelTexts, parseLabels } from '../model/labels';
import { LabelList } from './node-pills';

export function NodeAbout(props: { readonly node: FleetNode; readonly canOperate: boolean }) {
  const { node, canOperate } = props;
  const t = useTranslate();
  const [isEditing, setIsEditing] = useState(false);
  const places = node.memberships.map((place) => (
    <div key={place.projectId}>
      <Link to={`/projects/${place.projectCode}`}>{place.projectCode}</Link> / {place.environmentCode}
    </div>
  ));
  return (
    <Panel
      title={t('node.about')}
      aside={
        canOperate &&
        !isEditing && (
          <Button size="xs" onClick={() => setIsEditing(true)}>
            {t('node.editLabels')}
          </Button>
        )
      }
    >
      <Stack gap="md">
        {node.heldLocally && (
          <Notice kind="warning" title={t('node.held')}>
            {node.heldLocally.reason}
            {node.heldLocally.until && (
              <>
                {' · '}
                {t('release.until')} <Time iso={node.heldLocally.until} />
              </>
            )}
          </Notice>
        )}
        <Facts
          items={[
            { label: t('node.id'), value: <CopyText value={node.id} label={t('node.id')} /> },
            { label: t('node.serves'), value: places.length > 0 ? places : '–' },
            { label: t('node.system'), value: [node.os, node.osRelease].filter(Boolean).join(' ') || '–' },
            { label: t('bin.arch'), value: node.arch ?? '–' },
            {
              label: t('node.agent'),
              value: node.protocol === 'seed' ? t('node.seedAgent') : (node.agentVersion ?? '–'),
            },
            ...(node.sideBySide.length > 0
              ? [{ label: t('node.sideBySide'), value: node.sideBySide.join(', ') }]
              : []),
            {
              label: t('release.lastSeen'),
              value: node.lastSeenAt ? <TimeAgo iso={node.lastSeenAt} /> : '–',
            },
            { label: t('node.labels'), value: <LabelList labels={node.labels} /> },
          ]}
        />
        {isEditing && <EditLabels node={node} onDone={() => setIsEditing(false)} />}
      </Stack>
    </Panel>
  );
}

function EditLabels({ node, onDone }: { readonly node: FleetNode; readonly onDone: () => void }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const [texts, setTexts] = useState(labelTexts(node.labels));
  const save = useMutation({
    mutationFn: () => updateNode(node.id, { labels: parseLabels(texts) }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.nodes });
      onDone();
    },
  });
  const isValid = texts.every(isLabelText);
  return (
    <Stack gap="sm">
      <TagsInput
        label={t('node.labels')}
        description={t('node.labelsHelp')}
        value={texts}
        onChange={setTexts}
        error={isValid ? null : t('form.label')}
      />
      {save.error && <ProblemNotice error={save.error} />}
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button
          tone="primary"
          isBusy={save.isPending}
          unavailable={isValid ? null : t('form.label')}
          onClick={() => save.mutate()}
        >
          {t('common.save')}
        </Button>
      </Group>
    </Stack>
  );
}
