import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { secretsIn } from '../content/index.js';
import { ConfigFilesRepository } from '../files/config-files.repository.js';
import { laid } from '../versions/drafts.js';
import { Layers } from '../versions/layers.js';
import { missingSecrets } from './missing-secrets.js';

/** A reference in a newest text. */
export interface SecretUse {
  readonly name: string;
  /** Name of the file. */
  readonly file: string;
  /** The environment whose draft needs a value; null: only a layer says it, for example in a comment. */
  readonly environmentId: string | null;
}

/** Which secrets the newest texts of a project refer to. */
@Injectable()
export class SecretUses {
  constructor(
    private readonly files: ConfigFilesRepository,
    private readonly layers: Layers,
  ) {}

  async of(tx: Tx, projectId: string): Promise<readonly SecretUse[]> {
    const files = await this.files.allOf(tx, projectId);
    const layers = await this.layers.allOf(tx, projectId, files);
    return files.flatMap(({ name: file, format }, index) => {
      const all = layers[index];
      if (!all) return [];
      const said = [all.base, ...all.environments].flatMap(({ text }) => secretsIn(text ?? ''));
      const uses = said.map(({ name }): SecretUse => ({ name, file, environmentId: null }));
      // Whoever uses no secret at all need not be laid together.
      if (!mayRefer([all.base.text, ...all.environments.map(({ text }) => text)])) return uses;
      const known = new Map<string, readonly string[]>();
      for (const own of all.environments) {
        const result = laid(format, all.base.text, own);
        if (!result.ok || result.text === null) continue;
        const needed =
          known.get(result.text) ?? missingSecrets(format, result.text, []).map(({ name }) => name);
        known.set(result.text, needed);
        for (const name of needed) uses.push({ name, file, environmentId: own.environmentId });
      }
      return uses;
    });
  }
}

/** Escapes can hide the beginning of a reference. */
function mayRefer(texts: readonly (string | null)[]): boolean {
  return texts.some((text) => text !== null && (text.includes('${secret:') || text.includes('\\')));
}
