export { parseCsv, writeCsv } from './csv.js';
