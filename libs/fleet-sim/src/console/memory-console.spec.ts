import { memoryConsoleFor } from '../run-schedule.js';
import { CONSOLE_CONTRACT } from './console-contract.js';
import { CONVERSED_FLEET } from './conversation.js';

describe('the console in memory keeps the contract', () => {
  it.each(CONSOLE_CONTRACT)('$says', ({ check }) => check(memoryConsoleFor(CONVERSED_FLEET)));
});
