import { Secret, TOTP } from 'otpauth';
import type { Locale } from '../../../src/i18n/locale.ts';
import type { Walk, Walker } from './walk.ts';
import { signIn } from './walk.ts';

const ADMINISTRATOR: Readonly<Record<Locale, string>> = { ar: 'basra.admin', ckb: 'erbil.admin', en: 'nineveh.admin' };
const HEAD: Readonly<Record<Locale, string>> = { ar: 'basra.head', ckb: 'erbil.head', en: 'nineveh.head' };
const PASSWORD = 'four words make sense';
const ENROLMENT = ['invitation', 'password', 'password refused', 'card', 'second factor', 'done'];

/** What keeps an organisation: its record, offices, units, the register of forums, people, desks; and the enrolment that an invitation leads to. */
export const administratorWalk: Walk = {
  name: 'an administrator',
  screens: [
    '/ without a desk',
    '/organisation',
    '/organisation its record',
    '/organisation a new office',
    '/organisation a new unit',
    '/forums',
    '/forums a new forum',
    '/forums/:forumId',
    '/indicators',
    '/indicators of a governorate',
    '/transfer',
    '/transfer with faults',
    '/transfer to confirm',
    '/people',
    '/people an invitation',
    '/people an invitation refused',
    '/people the link',
    '/people somebody',
    '/people somebody revoked',
    '/teams a new desk',
    '/teams/:deskId its record',
    '/reference to read',
    '/publish not hers',
    ...ENROLMENT.map((step) => `enrol: ${step}`),
  ],
  go: async (walker) => {
    const { page, locale, say, look, button, turn } = walker;
    // What can be changed is named behind the word.
    const named = (key: string) => page.locator('main').getByRole('button', { name: say(key) });
    await signIn(walker, ADMINISTRATOR[locale]);
    await look('/ without a desk');
    await turn('/organisation');
    await look('/organisation');
    await named('directory_change').first().click();
    await page.locator('#organisation-kind').waitFor();
    await look('/organisation its record');
    await button('directory_cancel').click();
    await button('directory_office_add').click();
    await page.locator('#office-kind').waitFor();
    await look('/organisation a new office');
    await button('directory_cancel').click();
    if (locale === 'ar') {
      await named('directory_unit_add').first().click();
      await page.locator('#unit-kind').waitFor();
      await look('/organisation a new unit');
      await button('directory_cancel').click();
    } else await look('/organisation a new unit');
    await turn('/forums');
    await page.locator('.forums, .empty').first().waitFor();
    await look('/forums');
    await button('forums_register_add').click();
    await page.locator('#forum-founder').waitFor();
    await look('/forums a new forum');
    await button('directory_cancel').click();
    if (locale === 'ar') {
      await page.locator('.forums a').first().click();
      await page.locator('.list li').first().waitFor();
    }
    await look('/forums/:forumId');
    await countAndTransfer(walker);
    const link = await invite(walker);
    await page
      .getByRole('button', { name: say('accounts_open_person') })
      .last()
      .click();
    await look('/people somebody');
    await button('accounts_revoke').first().click();
    await look('/people somebody revoked');
    await turn('/teams');
    await button('accounts_desk_add').click();
    await page.locator('#desk-kind').waitFor();
    await look('/teams a new desk');
    await page.locator('main').getByRole('link').first().click();
    await page.getByRole('heading', { name: say('accounts_desk_record'), exact: true }).waitFor();
    await named('directory_change').last().click();
    await page.locator('#desk-kind').waitFor();
    await look('/teams/:deskId its record');
    await turn('/reference');
    await look('/reference to read');
    await turn('/publish');
    await look('/publish not hers');
    await enrol(walker, link);
  },
};

/** The indicators, and the import of a table that has faults and of one that has none. */
async function countAndTransfer({ page, look, turn }: Walker): Promise<void> {
  await turn('/indicators');
  await page.locator('.counts').waitFor();
  await look('/indicators');
  await page.locator('tbody th button').first().click();
  await page.locator('caption').last().waitFor();
  await look('/indicators of a governorate');
  await turn('/transfer');
  await page.locator('#import-file').waitFor();
  await look('/transfer');
  const tags = '#org+name+i_ar,#org+name+i_en,#adm1+code,#org+founder+code,#date+start';
  const table = (governorate: string) => ({
    name: 'forums.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${tags}\nمنتدى (مثال توضيحي),Forum (illustrative),${governorate},police,2026-01-15`),
  });
  await page.setInputFiles('#import-file', table('nowhere'));
  await page.locator('.faults').waitFor();
  await look('/transfer with faults');
  await page.setInputFiles('#import-file', table('IQG04'));
  await page.locator('.faults').waitFor({ state: 'detached' });
  await page.locator('.notice').waitFor();
  await look('/transfer to confirm');
}

async function invite({ page, locale, say, look, button, turn }: Walker): Promise<string> {
  await turn('/people');
  await page.locator('.people').waitFor();
  await look('/people');
  await button('accounts_invite').click();
  await look('/people an invitation');
  await page.getByLabel(say('accounts_name')).fill('زميلة (مثال توضيحي)');
  const login = page.getByLabel(say('accounts_login'), { exact: true });
  await login.fill(ADMINISTRATOR[locale]);
  await button('accounts_make_link').click();
  await page.getByText(say('problem_login_taken')).first().waitFor();
  await look('/people an invitation refused');
  await login.fill(`walk.${locale}.${Date.now()}`);
  await button('accounts_make_link').click();
  const link = page.getByText('/desk/enrol#');
  await link.waitFor();
  await look('/people the link');
  return link.innerText();
}

async function enrol({ page, locale, say, look, button }: Walker, link: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(link.replace('/desk/enrol', `/desk/enrol?lang=${locale}`));
  await button('accounts_enrol_begin').waitFor();
  await look('enrol: invitation');
  await button('accounts_enrol_begin').click();
  await look('enrol: password');
  await page.locator('#new-password').fill('short');
  await page.locator('#repeat-password').fill('other');
  await look('enrol: password refused');
  for (const id of ['new-password', 'repeat-password']) await page.locator(`#${id}`).fill(PASSWORD);
  await button('ui_next').click();
  const card = page.getByRole('region', { name: say('accounts_card') });
  await card.waitFor();
  await look('enrol: card');
  const code = /([0-9A-Z]{4} ){6}[0-9A-Z]{2}[0-9A-Z*~$=]/.exec((await card.innerText()).replace(/\s+/g, ' '))?.[0];
  await page.locator('#card-end').fill(code?.slice(-3) ?? '');
  await button('ui_next').click();
  const secret = page.locator('.secret');
  await secret.waitFor();
  await look('enrol: second factor');
  const totp = new TOTP({ secret: Secret.fromBase32((await secret.innerText()).replace(/\s/g, '')) });
  await page.locator('#code').fill(totp.generate());
  await button('accounts_enrol_finish').click();
  await page.getByText(say('accounts_enrol_done')).waitFor();
  await look('enrol: done');
}

/** Who runs the installation: organisations, and the hotlines and provisions that everybody reads. */
export const platformWalk: Walk = {
  name: 'the platform’s administrator',
  screens: [
    '/organisation a new organisation',
    '/reference',
    '/reference a new hotline and a changed one',
    '/reference a new provision and a changed one',
  ],
  go: async (walker) => {
    const { page, say, look, button, turn } = walker;
    await signIn(walker, 'platform.admin');
    await turn('/organisation');
    await button('directory_organisation_add').click();
    await page.locator('#organisation-kind').waitFor();
    await look('/organisation a new organisation');
    await turn('/reference');
    await button('directory_hotline_add').waitFor();
    await look('/reference');
    const cards = page.locator('.reference-cards');
    await cards
      .first()
      .getByRole('button', { name: say('directory_change') })
      .first()
      .click();
    await button('directory_hotline_add').click();
    await look('/reference a new hotline and a changed one');
    await cards
      .last()
      .getByRole('button', { name: say('directory_change') })
      .first()
      .click();
    await button('directory_provision_add').click();
    await look('/reference a new provision and a changed one');
  },
};

/** Who keeps the root of an organisation. */
export const headWalk: Walk = {
  name: 'the head of an organisation',
  screens: ['/publish', '/teams as its head'],
  go: async (walker) => {
    const { locale, look, turn } = walker;
    await signIn(walker, HEAD[locale]);
    await turn('/publish');
    await look('/publish');
    await turn('/teams');
    await look('/teams as its head');
  },
};
