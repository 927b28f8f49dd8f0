import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button, Group, Notice, ProblemNotice, Select, Sha, Stack, TextInput } from '../../../components/ui';
import type { UploadResult } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { formatBytes } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { uploadArtifact } from '../api/upload-artifact';
import type { ArtifactKind } from '../model/inspect-file';
import { archOfFile, kindOfName, sha256Of } from '../model/inspect-file';
import { isVersionName } from '../model/names';
import { FileDrop } from './file-drop';
import styles from './bins.module.css';

const KINDS = ['file', 'archive'] as const;
const ARCHS = ['amd64', 'arm64', 'any'] as const;

export function UploadForm(props: {
  readonly bin: string;
  readonly version?: string;
  readonly onClose: () => void;
}) {
  const { bin, onClose } = props;
  const t = useTranslate();
  const [file, setFile] = useState<File | null>(null);
  const [version, setVersion] = useState(props.version ?? '');
  const [arch, setArch] = useState<string>('amd64');
  const [kind, setKind] = useState<ArtifactKind>('file');
  const [wasAsked, setWasAsked] = useState(false);
  const upload = useUpload();
  const choose = (chosen: File): void => {
    setFile(chosen);
    setKind(kindOfName(chosen.name));
    upload.reset();
    void archOfFile(chosen).then((found) => setArch(found ?? 'any'));
  };
  const start = (): void => {
    setWasAsked(true);
    if (file && isVersionName(version)) upload.start({ bin, version, arch, kind, file });
  };
  if (upload.result) return <Uploaded result={upload.result} onClose={onClose} />;
  const choices = [...new Set([...ARCHS, arch])].map((value) => ({
    value,
    label: value === 'any' ? t('upload.anyArch') : value,
  }));
  return (
    <Stack gap="md">
      <FileDrop file={file} onFile={choose} />
      {wasAsked && !file && <Notice kind="error">{t('upload.needsFile')}</Notice>}
      <TextInput
        label={t('bin.version')}
        placeholder="2026.11.23-1"
        value={version}
        onChange={(event) => setVersion(event.currentTarget.value.trim())}
        error={wasAsked && !isVersionName(version) ? t('form.versionName') : null}
        disabled={upload.isRunning}
        readOnly={props.version !== undefined}
      />
      <Select
        label={t('bin.arch')}
        description={t('upload.archHelp')}
        data={choices}
        value={arch}
        allowDeselect={false}
        onChange={(value) => value && setArch(value)}
        disabled={upload.isRunning}
      />
      <Select
        label={t('upload.kind')}
        description={t('upload.kindHelp')}
        data={KINDS.map((value) => ({ value, label: t(`upload.kind.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind(value === 'archive' ? 'archive' : 'file')}
        disabled={upload.isRunning}
      />
      {upload.isRunning && file && <Meter phase={upload.phase} sent={upload.sentBytes} total={file.size} />}
      {upload.error && <ProblemNotice error={upload.error} />}
      <Group justify="flex-end">
        <Button onClick={upload.isRunning ? upload.cancel : onClose}>
          {t(upload.isRunning ? 'upload.stop' : 'common.cancel')}
        </Button>
        <Button tone="primary" isBusy={upload.isRunning} onClick={start}>
          {t('upload.start')}
        </Button>
      </Group>
    </Stack>
  );
}

interface Chosen {
  readonly bin: string;
  readonly version: string;
  readonly arch: string;
  readonly kind: ArtifactKind;
  readonly file: File;
}

type Phase = 'hashing' | 'sending' | 'checking';

function useUpload() {
  const cache = useQueryClient();
  const abort = useRef<AbortController | null>(null);
  const [sentBytes, setSentBytes] = useState(0);
  const [phase, setPhase] = useState<Phase>('hashing');
  const mutation = useMutation({
    mutationFn: async (chosen: Chosen) => {
      const controller = new AbortController();
      abort.current = controller;
      setSentBytes(0);
      setPhase('hashing');
      const sha256 = await sha256Of(chosen.file);
      setPhase('sending');
      const onProgress = (sent: number): void => {
        setSentBytes(sent);
        if (sent >= chosen.file.size) setPhase('checking');
      };
      return uploadArtifact({ ...chosen, sha256, onProgress, signal: controller.signal });
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.bins }),
  });
  const wasStopped = mutation.error instanceof DOMException && mutation.error.name === 'AbortError';
  return {
    start: mutation.mutate,
    cancel: () => abort.current?.abort(),
    reset: mutation.reset,
    isRunning: mutation.isPending,
    result: mutation.data ?? null,
    error: wasStopped ? null : mutation.error,
    sentBytes,
    phase,
  } as const;
}

function Meter(props: { readonly phase: Phase; readonly sent: number; readonly total: number }) {
  const t = useTranslate();
  const language = useLanguage();
  const percent = props.total === 0 ? 0 : Math.min(100, Math.round((props.sent / props.total) * 100));
  const words =
    props.phase === 'sending'
      ? t('upload.sent', {
          sent: formatBytes(props.sent, language),
          total: formatBytes(props.total, language),
        })
      : t(props.phase === 'hashing' ? 'upload.hashing' : 'upload.checking');
  return (
    <div>
      <div
        className={styles.meter}
        role="progressbar"
        aria-label={t('upload.progress')}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <p className={styles.dim} role="status">
        {words}
      </p>
    </div>
  );
}

function Uploaded({ result, onClose }: { readonly result: UploadResult; readonly onClose: () => void }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <Stack gap="md">
      <Notice
        kind="success"
        isLive
        title={t(result.created ? 'upload.done' : 'upload.same', { version: result.version })}
      >
        {result.arch} · {formatBytes(result.sizeBytes, language)} · <Sha value={result.sha256} />
      </Notice>
      <Group justify="flex-end">
        <Button tone="primary" onClick={onClose} data-autofocus>
          {t('common.close')}
        </Button>
      </Group>
    </Stack>
  );
}
