import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { unknownEnvironment } from '../publications/publication.errors.js';
import { ConfigFilesRepository, type PlaceOfFile } from './config-files.repository.js';

/** What people call an environment, within a project. */
@Injectable()
export class EnvironmentNames {
  constructor(private readonly files: ConfigFilesRepository) {}

  async named(tx: Tx, projectId: string, code: string, field = 'environment'): Promise<PlaceOfFile> {
    const places = await this.files.environmentsOf(tx, projectId);
    const place = places.find((each) => each.code === code);
    if (!place) throw unknownEnvironment(field);
    return place;
  }
}
