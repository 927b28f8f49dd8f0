import { useState } from 'react';
import {
  Button,
  Checkbox,
  Dialog,
  EnvironmentTag,
  Group,
  Notice,
  ProblemNotice,
  Skeleton,
  Stack,
  Textarea,
  TextInput,
} from '../../../components/ui';
import type { ReleaseDetail } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import type { ActionEntry } from '../model/actions';
import { NOW, startAsks, startFault, type StartChoice } from '../model/start-choice';
import { releaseName } from '../model/versions';
import { Consequences } from './consequences';
import { Differences } from './differences';
import { StartFields } from './start-fields';
import { useAction } from './use-action';

const ALWAYS_WITH_REASON: readonly ActionEntry['key'][] = [
  'reject',
  'override_freeze',
  'override_soak',
  'break_glass',
];

/** Says what will happen, in the server's words, before it happens. */
export function ActionDialog(props: {
  readonly release: ReleaseDetail;
  readonly entry: ActionEntry;
  readonly isPhone: boolean;
  /** Retry and skip: only these nodes. */
  readonly nodeIds?: readonly string[];
  readonly onClose: () => void;
  readonly onOtherRelease: (id: string) => void;
}) {
  const { release, entry, isPhone, onClose } = props;
  const t = useTranslate();
  const localized = useLocalized();
  const [typed, setTyped] = useState('');
  const [isTicked, setIsTicked] = useState(false);
  const [reason, setReason] = useState('');
  const [start, setStart] = useState<StartChoice>(NOW);
  const isStart = entry.key === 'deploy';
  const asks = isStart
    ? startAsks(start)
    : { action: entry.key, extras: props.nodeIds ? { nodeIds: props.nodeIds } : {} };
  const action = useAction(release, entry, asks, props);
  const { dryRun, run, seen } = action;
  const isTyped = entry.level === 'typed';
  const needsReason = ALWAYS_WITH_REASON.includes(entry.key) || (isTyped && entry.isDanger);
  const hasConfirmed = !isTyped || (isPhone ? isTicked : typed.trim() === seen.project.code);

  const missing = (): string | null => {
    const fault = isStart ? startFault(start) : null;
    if (fault) return t(fault);
    if (dryRun.data === undefined) return t('action.asking');
    if (!dryRun.data.allowed) return dryRun.data.reason ? localized(dryRun.data.reason) : t('action.notNow');
    if (action.isStale) return t('action.stale');
    if (needsReason && reason.trim() === '') return t('action.needsReason');
    return hasConfirmed
      ? null
      : t(isPhone ? 'action.needsTick' : 'action.needsCode', { code: seen.project.code });
  };
  const label = isStart && start.when === 'at' ? t('action.schedule') : t(entry.label, entry.values);
  const confirm = (): void => action.start(reason.trim());

  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={
        <Group gap="xs" component="span">
          <EnvironmentTag name={seen.environment.name} isProduction={seen.environment.isProduction} />
          <span>
            {label} · {seen.project.name}
          </span>
        </Group>
      }
    >
      <Stack gap="md" data-dialog={entry.key}>
        <p>
          <strong>{releaseName(seen)}</strong>{' '}
          <span style={{ color: 'var(--rc-muted)' }}>
            #{seen.number} · {t('release.plan')} <code>{seen.planHash.slice(0, 8)}</code>
          </span>
        </p>
        <Differences lines={action.differences} />
        {action.isStale && (
          <Notice
            kind="warning"
            isLive
            title={t('action.stale')}
            action={
              <Button size="xs" onClick={() => void action.lookAgain()}>
                {t('action.lookAgain')}
              </Button>
            }
          />
        )}
        {isStart && <StartFields choice={start} onChange={setStart} />}
        {props.nodeIds && <p>{t('count.nodes', { count: props.nodeIds.length })}</p>}
        {dryRun.data === undefined && !dryRun.error && <Skeleton rows={2} rowHeight={18} />}
        {dryRun.error && <ProblemNotice error={dryRun.error} onRetry={() => void dryRun.refetch()} />}
        {dryRun.data && <Consequences dryRun={dryRun.data} />}
        {dryRun.data && !dryRun.data.allowed && dryRun.data.reason && (
          <Notice kind="warning">{localized(dryRun.data.reason)}</Notice>
        )}
        {(needsReason || isTyped || entry.key === 'approve') && (
          <Textarea
            label={t(needsReason ? 'action.reason' : 'action.reasonOptional')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            autosize
            minRows={2}
          />
        )}
        {isTyped && !isPhone && (
          <TextInput
            label={t('action.typeCode', { code: seen.project.code })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
        )}
        {isTyped && isPhone && (
          <Checkbox
            label={t('action.tick', { count: dryRun.data?.consequences.length ?? 0 })}
            checked={isTicked}
            onChange={(event) => setIsTicked(event.currentTarget.checked)}
            size="md"
          />
        )}
        {run.error && <ProblemNotice error={run.error} />}
        <Group justify="flex-end" gap="md">
          <Button onClick={onClose} data-autofocus={entry.isDanger || undefined}>
            {t('common.cancel')}
          </Button>
          <Button
            tone={entry.isDanger ? 'danger' : 'primary'}
            isBusy={run.isPending}
            unavailable={missing()}
            onClick={confirm}
            data-autofocus={!entry.isDanger || undefined}
            data-confirm
          >
            {label}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
