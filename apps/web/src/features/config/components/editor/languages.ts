import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { StreamLanguage } from '@codemirror/language';
import { nginx } from '@codemirror/legacy-modes/mode/nginx';
import { properties } from '@codemirror/legacy-modes/mode/properties';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import type { Extension } from '@codemirror/state';
import type { ConfigFormat } from '../../../../lib/api';

const LANGUAGES: Readonly<Record<ConfigFormat, () => Extension>> = {
  json,
  yaml,
  toml: () => StreamLanguage.define(toml),
  properties: () => StreamLanguage.define(properties),
  ini: () => StreamLanguage.define(properties),
  nginx: () => StreamLanguage.define(nginx),
  text: () => [],
};

export const languageOf = (format: ConfigFormat): Extension => LANGUAGES[format]();
