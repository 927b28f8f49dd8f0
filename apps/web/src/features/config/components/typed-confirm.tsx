import { useState, type ReactNode } from 'react';
import {
  Button,
  Checkbox,
  Dialog,
  EnvironmentTag,
  Group,
  ProblemNotice,
  Stack,
  TextInput,
  useMediaQuery,
} from '../../../components/ui';
import type { ConfigEnvironment } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import styles from './config.module.css';

/** For what takes something away from hosts: what happens, and a word to type, or on a phone a tick. */
export function TypedConfirm(props: {
  readonly environment: ConfigEnvironment;
  readonly title: string;
  readonly word: string;
  readonly points: readonly string[];
  readonly confirmLabel: string;
  readonly missing: string | null;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { environment, title, word, points, confirmLabel, missing, isBusy, error } = props;
  const t = useTranslate();
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  const [typed, setTyped] = useState('');
  const [isTicked, setIsTicked] = useState(false);
  const isConfirmed = isPhone ? isTicked : typed.trim() === word;
  const why =
    missing ?? (isConfirmed ? null : t(isPhone ? 'action.needsTick' : 'action.needsCode', { code: word }));
  return (
    <Dialog
      isOpen
      size="xl"
      onClose={props.onClose}
      title={
        <Group gap="xs" component="span">
          <EnvironmentTag name={environment.name} isProduction={environment.isProduction} />
          <span>{title}</span>
        </Group>
      }
    >
      <Stack gap="md">
        <ul className={styles.points}>
          {points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        {props.children}
        {isPhone ? (
          <Checkbox
            size="md"
            label={t('action.tick', { count: points.length })}
            checked={isTicked}
            onChange={(event) => setIsTicked(event.currentTarget.checked)}
          />
        ) : (
          <TextInput
            label={t('action.typeCode', { code: word })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
        )}
        {error !== null && error !== undefined && <ProblemNotice error={error} />}
        <Group justify="flex-end">
          <Button onClick={props.onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button tone="danger" isBusy={isBusy} unavailable={why} onClick={props.onConfirm} data-confirm>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
