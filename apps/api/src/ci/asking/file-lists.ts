import { Injectable } from '@nestjs/common';
import type { BuildFile } from '../builds/ci-build.entity.js';
import {
  digestIn,
  isPath,
  listIn,
  objectIn,
  textIn,
  timeIn,
  countIn,
  type BuildNews,
} from '../intake/reading/news.js';
import { jobPath } from '../intake/reading/read-jenkins.js';
import { fingerprintsOf } from './read-builds.js';
import { SourceClient, type AskedSource } from './source-client.js';

interface RunArtifact {
  readonly id: number;
  readonly name: string;
  readonly sha256: string | undefined;
  readonly madeAt: number;
}

/** Times are those of GitHub, in whole seconds. */
const SLACK_MS = 5_000;
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
    const until = news.finishedAt ? news.finishedAt.getTime() + SLACK_MS : Infinity;
    for (const { id, name, sha256, madeAt } of await this.artifactsAt(source, news.filesAt)) {
      // Those of a later try are no files of this one.
      if (madeAt > until) continue;
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
          found.push({
            ...{ id, name, sha256: digestIn(artifact['digest'], 64) },
            madeAt: timeIn(artifact['created_at'])?.getTime() ?? 0,
          });
      }
      if (artifacts.length < PER_PAGE) break;
    }
    return found.sort((one, other) => one.id - other.id);
  }

  /** MD5s of which the file should have one; none when Jenkins has none of it. */
  async fingerprints(
    source: AskedSource,
    job: string,
    number: number,
    path: string,
  ): Promise<readonly string[]> {
    const tree = 'fingerprint[fileName,hash]';
    const answer = await this.client.json(source, `${jobPath(job)}${number}/api/json?tree=${tree}`);
    return fingerprintsOf(path, objectIn(answer));
  }
}
