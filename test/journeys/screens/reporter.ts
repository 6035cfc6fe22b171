import { reportPath } from '../../../src/site/pages.model.ts';
import type { Walk, Walker } from './walk.ts';

const PAPER = {
  name: 'contract (illustrative).pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7 illustrative'.padEnd(20_000, '.')),
};
/** Of each question, by its heading: what is filled in, and which further screens that shows. */
const QUESTIONS: Readonly<Record<string, (walker: Walker) => Promise<void>>> = {
  report_q_safe: async ({ page, say, button, look }) => {
    await button('ui_next').click();
    await look('question unanswered');
    await page.getByRole('radio', { name: say('report_no'), exact: true }).check();
    await button('ui_next').click();
    await page.getByRole('heading', { name: say('report_crisis_heading') }).waitFor();
    await look('crisis card');
    await button('report_crisis_go_on').click();
  },
  report_q_kind: async ({ page, say }) => page.getByRole('radio', { name: say('report_kind_extortion') }).check(),
  report_q_place: async ({ page }) => {
    await page.locator('#governorate').selectOption('IQG02');
    await page.locator('#district').waitFor();
  },
  report_q_desk: async ({ page, say, look }) => {
    await page.getByRole('radio').first().waitFor();
    await page.getByRole('checkbox', { name: say('report_desk_women') }).check();
    await page.getByRole('radio').first().check();
    await look('desk chosen');
  },
  report_q_contact: async ({ page, say, look }) => {
    await page.getByRole('radio', { name: say('report_contact_phone') }).check();
    await page.locator('#phone').waitFor();
    await look('a phone');
    await page.locator('#phone').fill('0770 000 0000');
  },
  report_q_words: async ({ page }) => page.locator('#words').fill('مثال توضيحي'),
  attach_question: async ({ page, button, look }) => {
    await button('attach_add').click();
    await page.locator('input[type=file]').setInputFiles(PAPER);
    await page.getByText(PAPER.name.slice(0, 8)).first().waitFor();
    await button('ui_next').click();
    await look('a file chosen');
    for (const box of await page.locator('.attach input[type=checkbox]').all()) await box.check();
  },
};
const STEPS = [
  'report_q_safe',
  'report_q_kind',
  'report_q_facet',
  'report_q_under18',
  'report_q_deadline',
  'report_q_place',
  'report_q_desk',
  'report_q_contact',
  'report_q_urgent',
  'report_q_words',
  'attach_question',
  'report_q_check',
];
/** What stands behind each of her own commands, by the words of its button. */
const OWN_COMMANDS = ['report_box_hide', 'report_box_change', 'report_box_withdraw', 'report_box_destroy'];

/** Every question with what unfolds in it, the receipt, the page after sending, and the mailbox with all that she can do there. */
export const reporterWalk: Walk = {
  name: 'a report and its mailbox',
  screens: [
    ...STEPS.flatMap((step) => {
      const further: Readonly<Record<string, readonly string[]>> = {
        report_q_safe: ['question unanswered', 'crisis card'],
        report_q_desk: ['desk chosen'],
        report_q_contact: ['a phone'],
        attach_question: ['a file chosen'],
      };
      return [step, ...(further[step] ?? [])];
    }),
    'report_q_receipt',
    'sent',
    'sent, with the code',
    'mailbox: code asked for',
    'mailbox: code refused',
    'mailbox: opened',
    ...OWN_COMMANDS.map((command) => `mailbox: ${command}`),
    'mailbox: a withdrawal waits',
  ],
  go: async (walker) => {
    const receipt = await writeReport(walker);
    await readMailbox(walker, receipt);
  },
};

async function writeReport(walker: Walker): Promise<string> {
  const { page, locale, say, look, button } = walker;
  await page.goto(reportPath(locale));
  await button('report_start').click();
  const heading = (key: string) => page.getByRole('heading', { level: 1, name: say(key) });
  for (const step of STEPS) {
    await heading(step).waitFor();
    await look(step);
    await QUESTIONS[step]?.(walker);
    if (step !== 'report_q_safe') await button(step === 'report_q_check' ? 'report_check_seal' : 'ui_next').click();
  }
  await heading('report_q_receipt').waitFor();
  await look('report_q_receipt');
  const receipt = (await page.locator('.receipt').first().innerText()).replace(/\D/g, '');
  await button('report_send').click();
  await heading('report_sent').waitFor();
  await look('sent');
  await button('report_receipt_show').click();
  await look('sent, with the code');
  return receipt;
}

async function readMailbox({ page, locale, say, look, button }: Walker, receipt: string): Promise<void> {
  await page.goto(reportPath(locale));
  await button('report_have_receipt').click();
  await page.locator('#code').waitFor();
  await look('mailbox: code asked for');
  await page.locator('#code').fill('1234 5678 9012 3456 7890 9');
  await button('report_box_open').click();
  await page.getByText(say('problem_receipt_check_digit')).waitFor();
  await look('mailbox: code refused');
  await page.locator('#code').fill(receipt);
  await button('report_box_open').click();
  await page.locator('.commands').waitFor();
  await look('mailbox: opened');
  for (const command of OWN_COMMANDS) {
    await button(command).click();
    if (command === 'report_box_change') await page.getByRole('radio').first().waitFor();
    await look(`mailbox: ${command}`);
  }
  await button('report_box_withdraw').click();
  await page.locator('.asked .button-main').click();
  await button('report_box_undo').waitFor();
  await look('mailbox: a withdrawal waits');
  await button('report_box_undo').click();
  await page.locator('.asked .button-main').click();
  await button('report_box_withdraw').waitFor();
}
