import { ADMIN, APPROVER, AUTHOR, expect, signIn, test } from './support/world';

test(
  'a held node keeps what it runs, says so, and follows when the hold is lifted',
  { tag: ['@turn-a', '@group-2'] },
  async ({ page, world, errors }) => {
    test.setTimeout(240_000);
    const fleet = await world.fleet(3);
    await world.bring(fleet, '1.0');
    const held = fleet.hosts[0];
    const name = held?.plan.name ?? '';
    await signIn(page, world, ADMIN, `/nodes?q=${name}`);
    await page.getByRole('checkbox', { name: `Select ${name}` }).check();
    const bar = page.getByRole('toolbar');
    await expect(bar).toContainText('1 node selected');
    await bar.getByRole('button', { name: 'Hold', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('Releases and rollbacks pass it by');
    await dialog.getByLabel('Reason').fill('Somebody looks at it');
    await dialog.getByRole('button', { name: 'Hold', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText('Held', { exact: true })).toBeVisible();

    await world.admin.upload(fleet.bin, '2.0', `two of ${fleet.bin}\n`);
    const author = await world.api(AUTHOR);
    const release = await author.createRelease(fleet.environmentId, fleet.bin, '2.0', {
      strategy: { type: 'canary', steps: [{ setWeight: 100 }, { pause: { seconds: 3600 } }] },
    });
    await (await world.api(APPROVER)).act(release.id, 'approve', { planHash: release.planHash });
    await author.act(release.id, 'deploy');
    await expect
      .poll(() => fleet.hosts.map((host) => host.installed()), { timeout: 60_000 })
      .toEqual(fleet.hosts.map((host) => `${host === held ? 'one' : 'two'} of ${fleet.bin}\n`));

    await page.getByRole('link', { name }).click();
    await expect(page.getByText(/It keeps .* 1\.0 because .* holds it/)).toContainText(
      `(Somebody looks at it); ${fleet.bin} 2.0 waits.`,
    );
    await page.getByRole('button', { name: 'Lift', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Lift', exact: true }).click();
    await expect.poll(() => held?.installed(), { timeout: 60_000 }).toBe(`two of ${fleet.bin}\n`);
    await expect(page.getByText(/It runs .* 2\.0 because release/)).toBeVisible({ timeout: 30_000 });
    expect(errors).toEqual([]);
  },
);
