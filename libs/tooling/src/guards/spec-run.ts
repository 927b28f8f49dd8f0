export interface SpecRun {
  readonly passed: number;
  readonly failed: number;
  /** The first failure, or what kept the tests from running. */
  readonly text: string;
}
