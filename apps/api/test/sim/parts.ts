import type { INestApplication } from '@nestjs/common';
import { fromDist } from '../scratch/built-console.js';
import type { Told } from './messages.js';

/** A part of the console by its file in the build and its name. */
export type Parts = <T>(file: string, name: string) => Promise<T>;
export type Result = Partial<Extract<Told, { wishes: unknown }>>;

export function partsOf(app: INestApplication, dist: string): Parts {
  return async <T>(file: string, name: string) => {
    const module = await fromDist<Record<string, new () => T>>(dist, `${file}.js`);
    const found = module[name];
    if (!found) throw new Error(`${file} has no ${name}`);
    return app.get<T>(found, { strict: false });
  };
}
