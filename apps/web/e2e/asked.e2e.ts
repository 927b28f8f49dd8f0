import { AxeBuilder } from '@axe-core/playwright';
import { AUTHOR, expect, signIn, test } from './support/world';

const QUERY = 'sum(rate(bad_total{ {{nodes}} }[{{window}}]))';

test('a check asks Prometheus, is tried before, and stands in the plan @desktop', async ({ page, world }) => {
  const { outside } = world.console;
  await outside.switchOn();
  const { projectId, environmentId, bin } = await world.fleet(1);
  await signIn(page, world, AUTHOR);
  await page.goto(
    `${world.url}/releases/new?project=${projectId}&environment=${environmentId}&bin=${bin}&version=1.0`,
  );
  for (const number of [4, 2])
    await page.getByRole('button', { name: `Remove step ${number}`, exact: true }).click();
  await page.getByRole('button', { name: 'Add a judgement' }).click();
  await page.getByRole('radio', { name: 'Chosen checks' }).check();
  for (let left = 4; left > 1; left -= 1)
    await page.getByRole('button', { name: `Remove check ${left}`, exact: true }).click();
  await page.getByRole('combobox', { name: 'Check 1', exact: true }).click();
  await page.getByRole('option', { name: 'Value from Prometheus' }).click();
  await expect(page.getByRole('button', { name: 'Try it now' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('textbox', { name: 'What it is called 1' }).fill('failed orders');
  await page.getByRole('textbox', { name: 'PromQL 1' }).fill(QUERY);
  await page.getByRole('textbox', { name: 'this value 1' }).fill('0.02');

  outside.say = () => ({ error: 'parse error: unexpected end of input' });
  await page.getByRole('button', { name: 'Try it now' }).click();
  await expect(page.getByText('Prometheus refuses it: parse error: unexpected end of input')).toBeVisible();
  outside.say = () => 0.0125;
  await page.getByRole('button', { name: 'Try it now' }).click();
  await expect(page.getByText('Over all nodes of the environment it is 0.0125')).toBeVisible();
  await expect(page.getByText(/^sum\(rate\(bad_total\{ instance=~"\(\?:.+" \}\[60s\]\)\)$/)).toBeVisible();

  const { violations } = await new AxeBuilder({ page }).include('main').analyze();
  expect(violations.map(({ id: rule, nodes }) => [rule, nodes.length])).toEqual([]);
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.waitForURL(/\/releases\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Value from Prometheus: failed orders ≤ 0.02')).toBeVisible();

  await page.goto(`${world.url}/settings/sources`);
  await expect(page.getByText('releases can be judged by the alerts that fire in it')).toBeVisible();
  await outside.switchOff();
});
