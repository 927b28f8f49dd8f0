import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ProjectScopes, type Actor } from '../../platform/auth-guard/index.js';
import { Database } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { BinCatalog, type LocatedArtifact } from '../bin-catalog.read-model.js';
import { archWord } from '../bin-names.js';
import { isConfigFile, severalArtifacts } from '../bin.errors.js';

/** What a person means by the name of a download. Nodes have rules of their own. */
@Injectable()
export class DownloadsService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly scopes: ProjectScopes,
    private readonly catalog: BinCatalog,
  ) {}

  onModuleInit(): void {
    this.scopes.register('download', async (file) => {
      const found = await this.catalog.artifactsByFile(this.database.reader, file);
      return found.length === 0 ? undefined : [...new Set(found.map(({ bin }) => bin.projectId))];
    });
  }

  async resolve(actor: Actor, file: string, arch: string | undefined): Promise<LocatedArtifact> {
    const word = arch === undefined ? undefined : archWord(arch);
    const readable = (await this.catalog.artifactsByFile(this.database.reader, file)).filter(
      (artifact) =>
        actor.may('project.read', artifact.bin.projectId) && (arch === undefined || artifact.arch === word),
    );
    const found = readable.filter(({ bin }) => bin.kind === 'program');
    const [first] = found;
    if (!first) throw readable.length > 0 ? isConfigFile() : notFound('file');
    if (found.some(({ sha256 }) => sha256 !== first.sha256))
      throw severalArtifacts(found.map((artifact) => artifact.arch));
    return first;
  }
}
