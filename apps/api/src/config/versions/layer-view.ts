import { BASE } from '../config-words.js';
import { secretsIn } from '../content/index.js';
import type { Laid } from './drafts.js';
import type { ConfigEffective, ConfigLayer } from './layer.dto.js';
import type { AllLayers, EnvironmentLayer, Layer } from './layers.js';

/** A layer as its address names it. */
export interface NamedLayer {
  readonly name: string;
  /** Null: of the base. */
  readonly environmentId: string | null;
  readonly newest: Layer;
}

export function layerNamed({ base, environments }: AllLayers, name: string): NamedLayer | undefined {
  if (name === BASE) return { name, environmentId: null, newest: base };
  const own = environments.find(({ environmentCode }) => environmentCode === name);
  return own && { name, environmentId: own.environmentId, newest: own };
}

export function layerView(
  isSecret: boolean,
  name: string,
  baseVersion: number,
  { number, text, removedKeys, isDeleted, authorName, createdAt }: Layer,
): ConfigLayer {
  return {
    ...{ layer: name, version: number, baseVersion },
    text: isSecret ? null : text,
    isHidden: isSecret && text !== null,
    ...{ removedKeys, isDeleted, authorName },
    createdAt: createdAt?.toISOString() ?? null,
  };
}

export function effectiveView(
  isSecret: boolean,
  { number: baseVersion }: Layer,
  { environmentCode, number: overrideVersion }: EnvironmentLayer,
  { text, keys }: Laid,
): ConfigEffective {
  const shown = isSecret ? null : text;
  return {
    ...{ environment: environmentCode, baseVersion, overrideVersion },
    isDeleted: text === null,
    text: shown,
    isHidden: isSecret && text !== null,
    keys:
      shown === null
        ? []
        : keys.map(({ path, value, layer, line }) => ({ path, value: JSON.stringify(value), layer, line })),
    secrets: shown === null ? [] : [...new Set(secretsIn(shown).map(({ name }) => name))],
  };
}
