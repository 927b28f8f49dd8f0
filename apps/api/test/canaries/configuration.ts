import type { CanaryConsole } from './canary-console.js';

const API = '/api/v1';

/**
 * A file that refers to a secret, and one that is a secret as a whole: saved, published and handed to a program. Everything that shows
 * them to people is asked as well.
 */
export async function plantConfiguration(
  console: CanaryConsole,
  token: string,
  { projectId, environment }: { readonly projectId: string; readonly environment: string },
): Promise<void> {
  const post = (path: string, body: object, isDelivery = false) =>
    console.call('POST', `${API}/configs${path}`, { token, body, isDelivery });
  const get = (path: string) => console.call('GET', `${API}/configs${path}`, { token });
  const value = console.make('value of a secret of configuration');
  const whole = console.make('text that is a secret');
  await console.call('PUT', `${API}/configs/secrets/KEY`, { token, body: { projectId, value } });
  const files = [
    { name: 'with-secret.json', text: '{"key": "${secret:KEY}"}', isSecret: false },
    { name: 'is-secret.json', text: JSON.stringify({ key: whole }), isSecret: true },
  ];
  const ids: string[] = [];
  for (const file of files)
    ids.push(String((await post('', { projectId, format: 'json', ...file })).body.id));
  await post('/publications', { environment, fileIds: ids });
  const reason = 'to see that it is there';
  const shown = await post('/secrets/KEY/reveal', { projectId, reason }, true);
  console.isUsed('value of a secret of configuration', shown.body.text === value);
  const text = await post(`/${ids[1] ?? ''}/layers/base/reveal`, { reason }, true);
  console.isUsed('text that is a secret', text.body.text === files[1]?.text);

  await get(`/search?q=${encodeURIComponent(whole.slice(0, 12))}`);
  await get(`/search?q=${encodeURIComponent(value.slice(0, 12))}`);
  await get(`/export?projectId=${projectId}`);
  await get(`/secrets?projectId=${projectId}`);
  for (const id of ids) {
    for (const path of [
      '',
      '/layers/base',
      '/versions',
      '/versions/base/1',
      '/publications',
      `/environments/${environment}/effective`,
      `/instances?environment=${environment}`,
      `/diff?from=layer:base@1&to=draft:${environment}`,
    ])
      await get(`/${id}${path}`);
    await post(`/${id}/layers/${environment}/check`, { text: '{"more": true}' });
    await post(`/${id}/layers/${environment}/merge`, { text: '{"more": true}', parentVersion: 0 });
  }
  for (const { name } of files) await get(`/publications/shop.${name}/1?environment=${environment}`);
}
