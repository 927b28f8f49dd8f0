import type { ConfigFile } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';
import { BASE } from './draft';

export interface Comparison {
  readonly from: string;
  readonly to: string;
}

const REF =
  /^(?:layer:[a-z0-9-]{1,39}(?:@\d{1,9})?|draft:[a-z0-9-]{1,39}|published:[a-z0-9-]{1,39}(?:@\d{1,9})?)$/;

/** As it stands in the address: `published:production..draft:production`. */
export function comparisonOf(value: string): Comparison | null {
  const [from = '', to = '', ...rest] = value.split('..');
  return rest.length === 0 && REF.test(from) && REF.test(to) ? { from, to } : null;
}

export const comparisonText = ({ from, to }: Comparison): string => `${from}..${to}`;

interface Ref {
  readonly kind: string;
  readonly layer: string;
  readonly number: string;
}

const partsOf = (ref: string): Ref => {
  const [kind = '', rest = ''] = ref.split(':');
  const [layer = '', number = ''] = rest.split('@');
  return { kind, layer, number };
};

/** The environment whose draft or published text a reference means; null of the base. */
export const environmentOf = (ref: string): string | null => {
  const { kind, layer } = partsOf(ref);
  return kind === 'layer' && layer === BASE ? null : layer;
};

/** Keys can be taken over from one environment's newest draft to another's. */
export function promotionOf({ from, to }: Comparison): { readonly from: string; readonly to: string } | null {
  const [source, target] = [partsOf(from), partsOf(to)];
  const areDrafts = source.kind === 'draft' && target.kind === 'draft';
  return areDrafts && source.layer !== target.layer ? { from: source.layer, to: target.layer } : null;
}

export function refLabel(ref: string, file: ConfigFile, t: Translate): string {
  const { kind, layer, number } = partsOf(ref);
  const name = layerName(layer, file, t);
  if (kind === 'draft') return t('config.ref.draft', { name });
  if (kind === 'published')
    return number === ''
      ? t('config.ref.published', { name })
      : t('config.ref.publishedAt', { name, number });
  return number === '' ? t('config.ref.layer', { name }) : t('config.ref.layerAt', { name, number });
}

export const layerName = (layer: string, file: ConfigFile, t: Translate): string =>
  layer === BASE ? t('config.base') : (file.environments.find(({ code }) => code === layer)?.name ?? layer);

/** What may be compared without knowing a version: each draft, and what each environment has. */
export function refsOf(file: ConfigFile): readonly string[] {
  return [
    ...file.environments.flatMap(({ code, stable }) => [
      `draft:${code}`,
      ...(stable ? [`published:${code}`] : []),
    ]),
    `layer:${BASE}`,
  ];
}
