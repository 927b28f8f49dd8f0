import type { MigrationInterface } from 'typeorm';

/** Every migration, oldest first. A room adds its own file and names it here. */
export const migrations: (new () => MigrationInterface)[] = [];
