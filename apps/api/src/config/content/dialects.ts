import type { Dialect } from './dialect.js';
import type { KeyedFormat } from './format.js';
import { JSON_DIALECT } from './json/json.js';
import { INI_DIALECT } from './lines/ini.js';
import { PROPERTIES_DIALECT } from './lines/properties.js';
import { TOML_DIALECT } from './toml/toml.js';
import { YAML_DIALECT } from './yaml/yaml.js';

/** What a dialect carries is known to it alone: leaves go to the dialect that read them, and nowhere else. */
export function dialectOf(format: KeyedFormat): Dialect<unknown> {
  return DIALECTS[format];
}

const DIALECTS: Readonly<Record<KeyedFormat, Dialect<unknown>>> = {
  json: JSON_DIALECT,
  yaml: YAML_DIALECT,
  toml: TOML_DIALECT,
  properties: PROPERTIES_DIALECT,
  ini: INI_DIALECT,
};
