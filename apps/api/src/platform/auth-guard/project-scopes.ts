import { Injectable } from '@nestjs/common';

/** Ids of the projects that a thing belongs to, or undefined when there is no such thing. `unassigned` things belong to no project yet. */
export type ScopeResolver = (id: string) => Promise<readonly string[] | 'unassigned' | undefined>;

/** Features say how the project of their things is found; the guard asks without knowing them. */
@Injectable()
export class ProjectScopes {
  private readonly resolvers = new Map<string, ScopeResolver>();

  register(kind: string, resolver: ScopeResolver): void {
    this.resolvers.set(kind, resolver);
  }

  async projectsOf(kind: string, id: string): Promise<readonly string[] | 'unassigned' | undefined> {
    const resolver = this.resolvers.get(kind);
    if (!resolver) throw new Error(`no feature registered the scope "${kind}"`);
    return resolver(id);
  }
}
