import type { Locator, Page } from '@playwright/test';
import { wordsIn } from './words.ts';

const ar = wordsIn('ar');

/** How long a code of the second factor stands. */
const CODE_MS = 30_000;

/** What a journey fills in; what is left out is skipped with "next", as she may. */
export interface ReporterAnswers {
  readonly desk: string;
  readonly governorate: string;
  readonly text: string;
  readonly women?: boolean;
  readonly urgent?: boolean;
  /** Ticks that it may be counted without her name. */
  readonly counted?: boolean;
  /** Fills in the page of files. */
  readonly attach?: () => Promise<void>;
  /** Looks at each page as it comes. */
  readonly look?: () => Promise<void>;
}

/** Walks the reporter's questions in Arabic up to the receipt, which is not sent yet; returns its digits. */
export async function sealReport(page: Page, answers: ReporterAnswers): Promise<string> {
  const next = page.getByRole('button', { name: ar('ui_next'), exact: true });
  const choose = async (name: string) => page.getByRole('radio', { name }).first().check();
  const question = async (key: string) => {
    await page.getByRole('heading', { name: ar(key) }).waitFor();
    await answers.look?.();
  };

  await page.goto('/report/');
  await answers.look?.();
  await page.getByRole('button', { name: ar('report_start') }).click();
  await question('report_q_safe');
  await choose(ar('report_yes'));
  await next.click();
  await question('report_q_kind');
  await choose(ar('report_kind_harassment'));
  await next.click();
  await question('report_q_under18');
  await next.click();
  await question('report_q_deadline');
  await next.click();
  await question('report_q_place');
  await page.getByRole('combobox').first().selectOption({ label: answers.governorate });
  await next.click();
  await question('report_q_desk');
  if (answers.women) await page.getByRole('checkbox', { name: ar('report_desk_women') }).check();
  await choose(answers.desk);
  await next.click();
  await question('report_q_contact');
  await next.click();
  // Asked because somebody is on duty at the demo's women's desk, round the clock.
  await question('report_q_urgent');
  if (answers.urgent) await choose(ar('report_urgent_yes'));
  await next.click();
  await question('report_q_words');
  await page.getByLabel(ar('report_words_label')).fill(answers.text);
  await next.click();
  await question('attach_question');
  await answers.attach?.();
  await next.click();
  await question('report_q_check');
  if (answers.counted) await page.getByRole('checkbox', { name: ar('report_count') }).check();
  await page.getByRole('button', { name: ar('report_check_seal') }).click();
  await question('report_q_receipt');
  const receipt = await page.locator('.receipt').first().innerText();
  return receipt.replace(/\D/g, '');
}

/** Sends what is sealed and waits until it is stored. */
export async function sendReport(page: Page): Promise<void> {
  await page.getByRole('button', { name: ar('report_send') }).click();
  await page.getByRole('heading', { name: ar('report_sent') }).waitFor();
}

/** Opens the mailbox of a receipt. */
export async function openMailbox(page: Page, receipt: string): Promise<void> {
  await page.goto('/report/');
  await page.getByRole('button', { name: ar('report_have_receipt') }).click();
  await page.getByLabel(ar('report_box_code'), { exact: true }).fill(receipt);
  await page.getByRole('button', { name: ar('report_box_open') }).click();
}

/** What the sign-in shows: its button, what stands behind it, and its refusal. */
interface SignInPage {
  readonly go: Locator;
  readonly home: Locator;
  readonly refused: Locator;
}

/** Signs a demo account in on the page that is open; where its code was used a moment ago, with the next one, as the page says. */
export async function enter(page: Page, login: string, { go, home, refused }: SignInPage): Promise<void> {
  for (;;) {
    await page.getByText(login, { exact: true }).click();
    await go.click();
    await home.or(refused).first().waitFor();
    if (await home.isVisible()) return;
    await page.waitForTimeout(CODE_MS - (Date.now() % CODE_MS));
  }
}

/** Signs a demo account in at the desk. */
export async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/desk/?lang=ar');
  await enter(page, login, {
    go: page.getByRole('button', { name: ar('accounts_signin_go'), exact: true }),
    home: page.getByRole('heading', { name: ar('desk_home_heading') }),
    refused: page.getByText(ar('problem_sign_in_refused')),
  });
}

/** Opens the list of a desk from the start page. */
export async function openInbox(page: Page, desk: string): Promise<Locator> {
  await page.getByRole('main').getByRole('link', { name: desk }).click();
  return page.getByRole('main');
}
