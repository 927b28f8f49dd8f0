import type { ReactNode } from 'react';
import type { Choice } from '../../../../components/ui';
import type { Environment, Labels, StrategyTemplate } from '../../../../lib/api';
import type { ChosenBin } from '../../model/released-bins';
import type { RulesFault, RulesState } from '../../model/rules-state';
import type { WizardChange, WizardFault, WizardState } from '../../model/wizard-state';

/** A list that the page searches on the server for the wizard. */
export interface Searchable {
  readonly choices: readonly Choice[];
  readonly isLoading: boolean;
  readonly onSearch: (text: string) => void;
}

/** A configuration file whose draft says something else than its environment has. */
export interface ChangedConfig {
  readonly fileId: string;
  readonly name: string;
  readonly bin: string;
  readonly renderChange: () => ReactNode;
}

/** What belongs to other features and is brought by the page. */
export interface WizardSources {
  readonly projects: Searchable;
  readonly environments: readonly Environment[];
  readonly bins: Searchable;
  readonly versions: Searchable;
  /** Of each further bin, in their order. */
  readonly otherVersions: readonly Searchable[];
  /** Of the project, for the environment. */
  readonly configs: readonly ChangedConfig[];
  /** Makes a version of what the draft says, for the release. */
  readonly makeConfigVersion: (fileId: string) => Promise<ChosenBin>;
  /** Of a sample of the environment's nodes. */
  readonly nodeLabels: readonly Labels[];
  /** Of the same sample, by id. */
  readonly nodeNames: ReadonlyMap<string, string>;
  /** Of the project; undefined until they are there. */
  readonly templates: readonly StrategyTemplate[] | undefined;
  /** May this person keep templates in the project? */
  readonly canSaveTemplate: boolean;
}

/** What the fields of the rules need, in the form of a release and in that of a template. */
export interface RulesProps {
  readonly state: RulesState;
  /** Of a sample of the nodes, to choose labels from. */
  readonly nodeLabels: readonly Labels[];
  readonly faults: readonly RulesFault[];
  /** Where it goes; null where rules are written for any place. */
  readonly place: { readonly environmentId: string; readonly bin: string } | null;
  readonly onChange: (part: Partial<RulesState>) => void;
}

export interface BlockProps {
  readonly state: WizardState;
  readonly sources: WizardSources;
  /** Only shown once the person has tried to go on. */
  readonly faults: readonly WizardFault[];
  readonly onChange: (change: WizardChange) => void;
}
