import type { Locale } from '../../../src/i18n/locale.ts';
import type { Walk } from './walk.ts';
import { signIn } from './walk.ts';

/** A member in each language: a woman of the police, a woman of a women's centre, a man of an office without a women's key. */
const MEMBER: Readonly<Record<Locale, { readonly login: string; readonly governorate: string }>> = {
  ar: { login: 'basra.women.2', governorate: 'IQG02' },
  ckb: { login: 'erbil.1', governorate: 'IQG11' },
  en: { login: 'mosul.1', governorate: 'IQG15' },
};

/** What a member of a desk sees, and what unfolds in it. */
export const deskWalk: Walk = {
  name: 'a member of a desk',
  screens: [
    'sign-in',
    '/',
    '/inbox/:deskId',
    '/inbox/:deskId keys',
    '/inbox/:deskId nothing found',
    '/inbox/:deskId/:reportId',
    '/inbox/:deskId/:reportId opened',
    '/inbox/:deskId/:reportId out of scope',
    '/inbox/:deskId/:reportId closing',
    '/inbox/:deskId/:reportId closing asked for',
    '/inbox/:deskId/:reportId noted',
    '/overview/:deskId',
    '/teams',
    '/teams/:deskId',
    '/teams/:deskId admission, next key, rota, a seat taken away',
    '/roles',
    '/account',
    '/me',
    '/ui',
    '/ui dark',
    '/inbox/:deskId/:reportId dark',
    '*',
    'locked',
  ],
  go: async (walker) => {
    const { page, locale, say, look, button, turn } = walker;
    const { login } = MEMBER[locale];
    await signIn(walker, login, 'sign-in');
    await look('/');
    await page.locator('main').getByRole('link').first().click();
    const row = page.locator('.virtual-row').first();
    await row.waitFor();
    await look('/inbox/:deskId');
    const [, deskId = ''] = /inbox\/([0-9a-f-]{36})/.exec(page.url()) ?? [];
    await page.getByRole('button', { name: say('desk_keys_heading'), exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await look('/inbox/:deskId keys');
    await page.keyboard.press('Escape');
    await page.locator('#inbox-search').fill('قققققق');
    await page.getByText(say('desk_inbox_none'), { exact: true }).waitFor();
    await look('/inbox/:deskId nothing found');
    await page.locator('#inbox-search').fill('');
    await row.click();
    await button('desk_open').waitFor();
    await look('/inbox/:deskId/:reportId');
    const report = new URL(page.url()).pathname.replace('/desk', '');
    await button('desk_open').click();
    await page.locator('#reply').waitFor();
    await page.locator('#note').waitFor();
    await look('/inbox/:deskId/:reportId opened');
    await button('desk_command_out_of_scope').click();
    await look('/inbox/:deskId/:reportId out of scope');
    await button('desk_command_close').click();
    await page.locator('#close-reason').waitFor();
    await look('/inbox/:deskId/:reportId closing');
    await page.locator('#close-reason').selectOption({ index: 1 });
    await page.locator('#close-aftercare').selectOption({ index: 1 });
    await button('desk_closure_ask').click();
    await button('desk_closure_take_back').waitFor();
    await look('/inbox/:deskId/:reportId closing asked for');
    await page.locator('#note').fill('مثال توضيحي');
    await button('cases_note_add').click();
    await page.locator('.note').waitFor();
    await look('/inbox/:deskId/:reportId noted');
    await turn(`/overview/${deskId}`);
    await look('/overview/:deskId');
    await turn('/teams');
    await look('/teams');
    await turn(`/teams/${deskId}`);
    await page.getByRole('heading', { name: say('accounts_keys'), exact: true }).waitFor();
    await look('/teams/:deskId');
    await button('accounts_admit').click();
    await button('accounts_make_key').click();
    await page
      .locator('main')
      .getByRole('button', { name: say('directory_change') })
      .last()
      .click();
    await page
      .getByRole('button', { name: say('accounts_take_seat') })
      .first()
      .click();
    await look('/teams/:deskId admission, next key, rota, a seat taken away');
    for (const path of ['/roles', '/account', '/me', '/ui'] as const) {
      await turn(path);
      await look(path);
    }
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await look('/ui dark');
    await turn(report);
    await look('/inbox/:deskId/:reportId dark');
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await turn('/nowhere');
    await look('*');
    await button('desk_lock').click();
    await page.locator('#password').waitFor();
    await look('locked');
  },
};
