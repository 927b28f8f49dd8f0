import { Injectable } from '@nestjs/common';
import { posix } from 'node:path';
import type { BuildFile } from '../builds/ci-build.entity.js';
import {
  digestIn,
  isPath,
  listIn,
  objectIn,
  textIn,
  countIn,
  type BuildNews,
} from '../intake/reading/news.js';
import { jobPath } from '../intake/reading/read-jenkins.js';
import { SourceClient, type AskedSource } from './source-client.js';

interface RunArtifact {
  readonly id: number;
  readonly name: string;
  readonly sha256: string | undefined;
}

const PER_PAGE = 100;
const MOST_PAGES = 5;

/** Asks for what a call does not tell of the files of a build. */
@Injectable()
export class FileLists {
  constructor(private readonly client: SourceClient) {}

  /** GitHub does not name the files of a run. */
  async completed(source: AskedSource, news: BuildNews): Promise<BuildNews> {
    if (news.filesAt === undefined || source.baseUrl === null) return news;
    const repository = news.job.split('/').slice(0, 2).join('/');
    const files = new Map<string, BuildFile>();
    for (const { id, name, sha256 } of await this.artifactsAt(source, news.filesAt)) {
      const path = `${name}.zip`;
      const url = `repos/${repository}/actions/artifacts/${id}/zip`;
      if (isPath(path)) files.set(path, { path, url, ...(sha256 ? { sha256 } : {}) });
    }
    return { ...news, files: [...files.values()] };
  }

  /** The oldest first: each try of a run may have one of the same name, and the last is what it made. */
  private async artifactsAt(source: AskedSource, filesAt: string): Promise<readonly RunArtifact[]> {
    const found: RunArtifact[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const query = `?per_page=${PER_PAGE}&page=${page}`;
      const answer = objectIn(await this.client.json(source, `${filesAt}${query}`));
      const artifacts = listIn(answer['artifacts']).map(objectIn);
      for (const artifact of artifacts) {
        const [name, id] = [textIn(artifact['name']), countIn(artifact['id'])];
        if (name !== null && id !== undefined)
          found.push({ id, name, sha256: digestIn(artifact['digest'], 64) });
      }
      if (artifacts.length < PER_PAGE) break;
    }
    return found.sort((one, other) => one.id - other.id);
  }

  /** What Jenkins calls the fingerprint of a file, an MD5; undefined when it has none. */
  async fingerprint(
    source: AskedSource,
    job: string,
    number: number,
    path: string,
  ): Promise<string | undefined> {
    const answer = await this.client.json(
      source,
      `${jobPath(job)}${number}/api/json?tree=fingerprint[fileName,hash]`,
    );
    const found = listIn(objectIn(answer)['fingerprint']).map(objectIn);
    const named = (name: string): string | undefined =>
      digestIn(found.find(({ fileName }) => fileName === name)?.['hash'], 32);
    return named(path) ?? named(posix.basename(path));
  }
}
