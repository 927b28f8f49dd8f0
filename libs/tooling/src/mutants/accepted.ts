/** Mutants that may survive, by id, each with why nobody can tell it from the engine as it is, or why that is accepted. */
export const ACCEPTED: Readonly<Record<string, string>> = {};
