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

/** Asks for what a call does not tell of the files of a build. */
@Injectable()
export class FileLists {
  constructor(private readonly client: SourceClient) {}

  /** GitHub does not name the files of a run. */
  async completed(source: AskedSource, news: BuildNews): Promise<BuildNews> {
    if (news.filesAt === undefined || source.baseUrl === null) return news;
    const answer = objectIn(await this.client.json(source, news.filesAt));
    const repository = news.job.split('/').slice(0, 2).join('/');
    const files = listIn(answer['artifacts']).flatMap((one): BuildFile[] => {
      const artifact = objectIn(one);
      const [name, id] = [textIn(artifact['name']), countIn(artifact['id'])];
      if (name === null || id === undefined || artifact['expired'] === true) return [];
      const path = `${name}.zip`;
      return isPath(path) ? [{ path, url: `repos/${repository}/actions/artifacts/${id}/zip` }] : [];
    });
    return { ...news, files };
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
