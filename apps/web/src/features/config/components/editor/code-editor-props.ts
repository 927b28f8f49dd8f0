import type { ConfigFault, ConfigFormat } from '../../../../lib/api';

export interface CodeEditorProps {
  readonly value: string;
  readonly format: ConfigFormat;
  readonly label: string;
  /** Id of what explains it. */
  readonly describedBy?: string;
  readonly isReadOnly?: boolean;
  /** Numbers of lines that get a bar, from 1; the same list as long as nothing changed. */
  readonly marks?: readonly number[];
  readonly faults?: readonly ConfigFault[];
  /** Where the cursor shall go; a new object goes there again. */
  readonly goTo?: { readonly line: number; readonly column: number } | null;
  readonly onChange?: (text: string) => void;
}
