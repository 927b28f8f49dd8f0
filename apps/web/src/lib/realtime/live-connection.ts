import { FAILURES_BEFORE_POLLING, HEARTBEAT_TIMEOUT_MS } from '../../config/settings';
import { reconnectDelayMs } from './backoff';
import { parseMessage, type LiveEvent, type ServerMessage } from './messages';

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'polling' }
  | { readonly kind: 'offline'; readonly sinceMs: number };

/** The part of a WebSocket that is used, so that a test can be the other end. */
export interface Socket {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(data: string): void;
  close(): void;
}

export interface LiveConnectionPorts {
  readonly openSocket: () => Promise<Socket>;
  readonly isReachable: () => Promise<boolean>;
  readonly onEvent: (event: LiveEvent) => void;
  /** Something may have been missed: everything on screen has to be asked again. */
  readonly onGap: () => void;
  readonly onState: (state: ConnectionState) => void;
  readonly random: () => number;
  readonly nowMs: () => number;
}

export class LiveConnection {
  private state: ConnectionState = { kind: 'connecting' };
  private socket: Socket | null = null;
  private position: { epoch: string; seq: number } | null = null;
  private isResuming = false;
  private failures = 0;
  private isStopped = true;
  private attempt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: LiveConnectionPorts) {}

  start(): void {
    if (!this.isStopped) return;
    this.isStopped = false;
    void this.connect();
  }

  stop(): void {
    this.isStopped = true;
    this.drop();
    clearTimeout(this.retryTimer);
  }

  /** The network is said to be back, or the tab is looked at again: do not sit out the back-off. */
  retryNow(): void {
    if (this.isStopped || this.socket !== null) return;
    clearTimeout(this.retryTimer);
    void this.connect();
  }

  private async connect(): Promise<void> {
    const attempt = ++this.attempt;
    try {
      const socket = await this.ports.openSocket();
      if (this.isStopped || attempt !== this.attempt) return socket.close();
      this.adopt(socket);
    } catch {
      if (attempt === this.attempt) await this.failed();
    }
  }

  private adopt(socket: Socket): void {
    this.socket = socket;
    socket.onmessage = ({ data }) => this.receive(socket, parseMessage(data));
    socket.onclose = () => {
      if (this.socket === socket) this.lost();
    };
    this.listenForSilence();
  }

  private receive(socket: Socket, message: ServerMessage | null): void {
    if (this.socket !== socket) return;
    this.listenForSilence();
    if (message === null) return;
    if (message.type === 'ping') return socket.send(JSON.stringify({ type: 'pong' }));
    if (message.type === 'hello') return this.greet(socket, message);
    if (message.type === 'resync') return this.ports.onGap();
    if (message.type === 'resumed') return this.resumed(message.seq);
    this.take(message);
  }

  private greet(socket: Socket, hello: { epoch: string; seq: number }): void {
    const known = this.position;
    this.failures = 0;
    this.enter({ kind: 'live' });
    this.isResuming = known !== null && known.epoch === hello.epoch;
    if (known !== null && this.isResuming) {
      socket.send(JSON.stringify({ type: 'resume', epoch: known.epoch, seq: known.seq }));
      return;
    }
    // A first greeting too: what was fetched before it may already be old.
    this.position = { epoch: hello.epoch, seq: hello.seq };
    this.ports.onGap();
  }

  private resumed(seq: number): void {
    this.isResuming = false;
    if (this.position !== null) this.position = { ...this.position, seq };
  }

  private take(event: LiveEvent): void {
    if (this.position === null || event.seq <= this.position.seq) return;
    // A live event may overtake what was missed, and comes once more with it.
    if (!this.isResuming) this.position = { ...this.position, seq: event.seq };
    this.ports.onEvent(event);
  }

  private listenForSilence(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => this.lost(), HEARTBEAT_TIMEOUT_MS);
  }

  private lost(): void {
    this.drop();
    if (this.isStopped) return;
    void this.failed();
  }

  private drop(): void {
    clearTimeout(this.silenceTimer);
    this.attempt += 1;
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private async failed(): Promise<void> {
    this.failures += 1;
    this.scheduleRetry();
    if (this.failures < FAILURES_BEFORE_POLLING) return this.enter({ kind: 'reconnecting' });
    const isReachable = await this.ports.isReachable();
    if (this.isStopped || this.socket !== null) return;
    if (isReachable) return this.enter({ kind: 'polling' });
    if (this.state.kind !== 'offline') this.enter({ kind: 'offline', sinceMs: this.ports.nowMs() });
  }

  private scheduleRetry(): void {
    clearTimeout(this.retryTimer);
    const delayMs = reconnectDelayMs(this.failures, this.ports.random());
    this.retryTimer = setTimeout(() => void this.connect(), delayMs);
  }

  private enter(state: ConnectionState): void {
    this.state = state;
    this.ports.onState(state);
  }
}
