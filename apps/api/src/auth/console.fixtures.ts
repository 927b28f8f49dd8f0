export * from '../../test/with-console.js';
