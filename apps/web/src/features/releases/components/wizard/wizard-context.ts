import type { Choice } from '../../../../components/ui';
import type { Environment, Labels } from '../../../../lib/api';
import type { WizardFault, WizardState } from '../../model/wizard-state';

/** A list that the page searches on the server for the wizard. */
export interface Searchable {
  readonly choices: readonly Choice[];
  readonly isLoading: boolean;
  readonly onSearch: (text: string) => void;
}

/** What belongs to other features and is brought by the page. */
export interface WizardSources {
  readonly projects: Searchable;
  readonly environments: readonly Environment[];
  readonly bins: Searchable;
  readonly versions: Searchable;
  /** Of each further bin, in their order. */
  readonly otherVersions: readonly Searchable[];
  /** Of a sample of the environment's nodes. */
  readonly nodeLabels: readonly Labels[];
}

export interface BlockProps {
  readonly state: WizardState;
  readonly sources: WizardSources;
  /** Only shown once the person has tried to go on. */
  readonly faults: readonly WizardFault[];
  readonly onChange: (part: Partial<WizardState>) => void;
}
