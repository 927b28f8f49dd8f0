import { API_BASE, HEALTH_URL } from '../../config/settings';
import { request } from '../api';
import type { Socket } from './live-connection';

/** The ticket is spent by one connection, so that no token ever stands in a URL that gets logged. */
export async function openSocket(): Promise<Socket> {
  const { ticket } = await request<{ ticket: string }>('/auth/ws-ticket', { method: 'POST' });
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const url = `${scheme}://${location.host}${API_BASE}/ws?ticket=${encodeURIComponent(ticket)}`;
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const wrapped: Socket = {
      onmessage: null,
      onclose: null,
      send: (data) => socket.send(data),
      close: () => socket.close(),
    };
    const early: unknown[] = [];
    socket.onmessage = ({ data }) => {
      if (wrapped.onmessage) wrapped.onmessage({ data });
      else early.push(data);
    };
    socket.onopen = () => {
      resolve(wrapped);
      setTimeout(() => early.splice(0).forEach((data) => wrapped.onmessage?.({ data })));
    };
    socket.onclose = () => {
      reject(new Error('closed before it opened'));
      wrapped.onclose?.();
    };
  });
}

export async function isServerReachable(): Promise<boolean> {
  if (!navigator.onLine) return false;
  try {
    await fetch(HEALTH_URL, { cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
