import type { TomlValue } from 'smol-toml';

/** A value, and how it is written if it stands behind a key of its own. */
export interface TomlPiece {
  readonly value: TomlValue;
  readonly text: string | null;
}
