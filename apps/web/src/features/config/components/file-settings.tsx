import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Group, ProblemNotice, Stack, Textarea, toastDone } from '../../../components/ui';
import type { ConfigFile } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { configQuery, editConfig } from '../api/config-files';
import { schemaOf } from '../model/schema-text';

/** Description and schema. A schema that a text does not fit is refused, with where. */
export function FileSettings(props: { readonly file: ConfigFile; readonly onDone: () => void }) {
  const { onDone } = props;
  // As it was when the form was opened: what others save meanwhile is read again, and not to be overwritten unseen.
  const [file] = useState(props.file);
  const t = useTranslate();
  const cache = useQueryClient();
  const [description, setDescription] = useState(file.description);
  const [schemaText, setSchemaText] = useState(file.schema ? JSON.stringify(file.schema, null, 2) : '');
  const schema = schemaOf(schemaText);
  const save = useMutation({
    mutationFn: () => editConfig(file, { description, ...(schema.isSound ? { schema: schema.value } : {}) }),
    onSuccess: (after) => {
      cache.setQueryData(configQuery(file.id).queryKey, after);
      void cache.invalidateQueries({ queryKey: queryKeys.configs });
      toastDone(t('config.settingsSaved'));
      onDone();
    },
  });
  const refused = fieldErrors(save.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (schema.isSound) save.mutate();
      }}
    >
      <Stack gap="md">
        <Textarea
          label={t('config.description')}
          autosize
          minRows={2}
          maxLength={2_000}
          value={description}
          error={refused.description ?? null}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Textarea
          label={t('config.schema')}
          description={t('config.schemaHelp')}
          autosize
          minRows={5}
          maxRows={18}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={schemaText}
          error={schema.isSound ? (refused.schema ?? null) : t('config.schemaFault')}
          onChange={(event) => setSchemaText(event.currentTarget.value)}
        />
        {save.error && <ProblemNotice error={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            tone="primary"
            isBusy={save.isPending}
            unavailable={schema.isSound ? null : t('config.schemaFault')}
          >
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
