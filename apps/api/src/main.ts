import 'reflect-metadata';
import { startConsole } from './start-console.js';

process.exitCode = await startConsole(process.env);
