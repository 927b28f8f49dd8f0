import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel, QueryView } from '../../../../components/ui';
import type { ConfigFile, ConfigLayer } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { SAY_AGAIN_MS } from '../../api/editors';
import { layerQuery, revealLayer } from '../../api/layers';
import { layerName } from '../../model/comparison';
import type { ConfigRights } from '../../model/rights';
import { HiddenText } from './hidden-text';
import { LayerEditor } from './layer-editor';

interface Revealed {
  readonly version: number;
  readonly text: string;
}

export function DraftTab(props: {
  readonly file: ConfigFile;
  readonly layer: string;
  readonly rights: ConfigRights;
  readonly line: number | null;
  readonly onReview: () => void;
}) {
  const { file, layer } = props;
  const t = useTranslate();
  const query = useQuery({ ...layerQuery(file.id, layer), refetchInterval: SAY_AGAIN_MS });
  return (
    <Panel>
      <QueryView query={query} what={layerName(layer, file, t)} rows={8} rowHeight={20}>
        {(saved) => <Shown {...props} saved={saved} key={`${file.id} ${layer}`} />}
      </QueryView>
    </Panel>
  );
}

function Shown(props: Parameters<typeof DraftTab>[0] & { readonly saved: ConfigLayer }) {
  const { file, layer, rights, saved } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  if (!saved.isHidden) return <LayerEditor {...props} />;
  if (!revealed)
    return (
      <HiddenText
        title={t('config.hiddenLayer', { name: layerName(layer, file, t), version: saved.version })}
        mayReveal={rights.mayReveal}
        onReveal={async (reason) => {
          const { text } = await revealLayer(file.id, layer, reason);
          const { version } = cache.getQueryData(layerQuery(file.id, layer).queryKey) ?? saved;
          setRevealed({ version, text });
        }}
      />
    );
  // Of the version that was seen: what others save meanwhile is met when this is saved, and not before.
  return (
    <LayerEditor
      {...props}
      saved={{ ...saved, ...revealed, isHidden: false }}
      onSaved={(version, text) => setRevealed({ version, text: text ?? '' })}
    />
  );
}
