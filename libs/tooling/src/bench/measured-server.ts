import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded, startNode, stopProcess } from '../processes/node-process.js';
import { until } from '../processes/until.js';
import { inRepository } from '../repository.js';

const START_MS = 60_000;
const ANSWER_MS = 10_000;

/** A server in a process of its own, whose processor time can be asked for. */
export class MeasuredServer {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  /** `program` below the repository; ready as soon as `healthPath` answers at all. */
  static async start(
    program: string,
    options: {
      readonly port: number;
      readonly workDir: string;
      readonly healthPath: string;
      readonly env?: Readonly<Record<string, string>>;
    },
  ): Promise<MeasuredServer> {
    mkdirSync(options.workDir, { recursive: true });
    const logFile = join(options.workDir, 'server.log');
    const log = openSync(logFile, 'a');
    const meter = inRepository('libs/tooling/dist/bench/servers/cpu-meter.js');
    const env = {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: String(options.port),
      ...options.env,
    };
    const child = startNode(['--import', meter, inRepository(program)], {
      stdio: ['ignore', log, log, 'ipc'],
      env,
    });
    closeSync(log);
    const url = `http://127.0.0.1:${options.port}`;
    const server = new MeasuredServer(url, child);
    try {
      await until(`The start of ${program}`, START_MS, async () => {
        if (hasEnded(child))
          throw new Error(`${program} ended at its start:\n${readFileSync(logFile, 'utf8')}`);
        return (await fetch(url + options.healthPath).catch(() => undefined)) ? true : undefined;
      });
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** User and system time used so far. */
  async cpuMilliseconds(): Promise<number> {
    const { user, system } = await new Promise<NodeJS.CpuUsage>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${this.url} does not tell its processor time`)),
        ANSWER_MS,
      );
      this.child.once('message', (usage) => {
        clearTimeout(timer);
        resolve(usage as NodeJS.CpuUsage);
      });
      this.child.send('cpu');
    });
    return (user + system) / 1000;
  }

  async stop(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    await stopProcess(this.child);
  }
}
