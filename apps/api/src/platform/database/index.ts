export {
  createDataSource,
  dataSourceOptions,
  type DatabaseOptions,
  type EntityClass,
} from './data-source.js';
export { isUnavailable } from './unavailable.js';
export { DATA_SOURCE, Database, sqlState, violatedConstraint, type LastWriter, type Tx } from './database.js';
export { DatabaseProbe } from './database-probe.js';
export { DatabaseModule } from './database.module.js';
export { GroupCommit } from './group-commit.js';
export { migrate } from './migrate.js';
export { DATABASE_URL, PgNotifications } from './notifications.js';
