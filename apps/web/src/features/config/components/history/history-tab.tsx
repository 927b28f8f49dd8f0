import type { ConfigFile } from '../../../../lib/api';
import { BASE } from '../../model/draft';
import type { ConfigRights } from '../../model/rights';
import { Published } from './published';
import { Versions } from './versions';

/** What was published to the environment, and every version of the layer that was saved. */
export function HistoryTab(props: {
  readonly file: ConfigFile;
  readonly layer: string;
  readonly rights: ConfigRights;
  readonly onCompare: (from: string, to: string) => void;
}) {
  const { file, layer } = props;
  const environment = file.environments.find(({ code }) => code === layer);
  return (
    <>
      {layer !== BASE && environment && <Published {...props} environment={environment} />}
      <Versions {...props} />
    </>
  );
}
