import { parseSettings, SettingsError } from './settings.js';

function faultsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    parseSettings(env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

describe('settings of Prometheus', () => {
  it('are usual where nothing is said', () => {
    expect(parseSettings({}).prometheus).toEqual({
      server: undefined,
      alertmanager: undefined,
      labels: { bin: 'job', node: 'instance', version: 'version', environment: 'environment' },
      metrics: ['http_server_request_duration_seconds', 'http_request_duration_seconds'],
    });
    expect(parseSettings({}).stratumLabel).toBe('region');
  });

  it('keep who asks apart from where', () => {
    const { server, alertmanager } = parseSettings({
      PROMETHEUS_URL: 'https://us%40er:p%3Aw@prometheus.example.com/prefix/',
      ALERTMANAGER_URL: 'http://127.0.0.1:9093',
    }).prometheus;
    const authorization = `Basic ${Buffer.from('us@er:p:w').toString('base64')}`;
    expect(server).toEqual({ url: 'https://prometheus.example.com/prefix', authorization });
    expect(alertmanager).toEqual({ url: 'http://127.0.0.1:9093', authorization: undefined });
  });

  it('name the labels that differ', () => {
    const { labels, metrics } = parseSettings({
      PROMETHEUS_LABELS: 'node=host bin=service',
      PROMETHEUS_METRICS: 'took_seconds',
    }).prometheus;
    expect(labels).toEqual({ bin: 'service', node: 'host', version: 'version', environment: 'environment' });
    expect(metrics).toEqual(['took_seconds']);
  });

  it.each([
    [{ PROMETHEUS_URL: 'prometheus:9090' }, 'PROMETHEUS_URL'],
    [{ PROMETHEUS_URL: 'http://prometheus/?query=1' }, 'PROMETHEUS_URL'],
    [{ ALERTMANAGER_URL: 'ftp://alerts' }, 'ALERTMANAGER_URL'],
    [{ PROMETHEUS_LABELS: 'host=node' }, 'PROMETHEUS_LABELS'],
    [{ PROMETHEUS_LABELS: 'node=a-b' }, 'PROMETHEUS_LABELS'],
    [{ PROMETHEUS_LABELS: 'node' }, 'PROMETHEUS_LABELS'],
    [{ PROMETHEUS_LABELS: 'constructor=x' }, 'PROMETHEUS_LABELS'],
    [{ PROMETHEUS_METRICS: 'a{b="c"}' }, 'PROMETHEUS_METRICS'],
    [{ STRATUM_LABEL: 'a b' }, 'STRATUM_LABEL'],
  ])('%j is refused', (env, name) => {
    expect(faultsOf(env)).toEqual([expect.stringMatching(`^${name} must be `)]);
  });
});
