/** What a person may do with the files of a project. */
export interface ConfigRights {
  readonly mayEdit: boolean;
  readonly mayPublish: boolean;
  readonly mayRollBack: boolean;
  readonly mayReveal: boolean;
}
