import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import type { ConfigFile, ConfigQuery, CreateConfig, EditConfig } from './config-file.dto.js';

@Injectable()
export class ConfigFilesService {
  list(_actor: Actor, _query: ConfigQuery): Promise<Page<ConfigFile>> {
    throw new Error('to do');
  }
  create(_actor: Actor, _body: CreateConfig): Promise<ConfigFile> {
    throw new Error('to do');
  }
  get(_id: string): Promise<ConfigFile> {
    throw new Error('to do');
  }
  edit(_actor: Actor, _id: string, _body: EditConfig): Promise<ConfigFile> {
    throw new Error('to do');
  }
  archive(_actor: Actor, _id: string): Promise<void> {
    throw new Error('to do');
  }
  restore(_actor: Actor, _id: string): Promise<ConfigFile> {
    throw new Error('to do');
  }
}
