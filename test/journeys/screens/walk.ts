import type { Locator, Page } from '@playwright/test';
import type { Locale } from '../../../src/i18n/locale.ts';
import { enter } from '../pages.ts';
import { wordsIn } from '../words.ts';

/** One walk through the house: where it goes, as whom, and what it must have looked at when it ends. */
export interface Walk {
  readonly name: string;
  /** Every screen that is looked at, in order; those of the desk begin with their address in `src/web/desk/routes.ts`. */
  readonly screens: readonly string[];
  readonly go: (walker: Walker) => Promise<void>;
}

/** Who walks: a page in one language, its words, and what is done at each screen. */
export interface Walker {
  readonly page: Page;
  readonly locale: Locale;
  /** A text of the house in the walk's language. */
  readonly say: (key: string) => string;
  /** Called on each screen as it stands. */
  readonly look: (screen: string) => Promise<void>;
  readonly button: (key: string) => Locator;
  /** Goes to an address of the desk as the router does, without losing the keys to a reload. */
  readonly turn: (path: string) => Promise<void>;
}

/** A walker on a page. */
export function walkerOn(page: Page, locale: Locale, look: Walker['look']): Walker {
  const say = wordsIn(locale);
  return {
    page,
    locale,
    say,
    look: async (screen) => {
      await settled(page);
      await look(screen);
    },
    // Of many alike each says after a dash which it is: "change – branch office".
    button: (key) =>
      page.getByRole('button', { name: new RegExp(`^${say(key).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( – |$)`) }),
    turn: async (path) => {
      // The page before is marked, so that it is not taken for the next one.
      await page.evaluate(`for (const each of document.querySelectorAll('main h1')) each.dataset.left = '';
        history.pushState(null, '', '/desk${path}'); dispatchEvent(new PopStateEvent('popstate'))`);
      await page.locator('main h1:not([data-left])').first().waitFor({ state: 'attached' });
      await settled(page);
    },
  };
}

/** Waits until nothing on the page is still on its way. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' });
  // The gallery of parts shows one for ever.
  if (!page.url().endsWith('/desk/ui')) await page.locator('.skeleton-line').first().waitFor({ state: 'detached' });
}

/** Signs a demo account in. */
export async function signIn({ page, locale, say, button, look }: Walker, login: string, seen?: string): Promise<void> {
  await page.goto(`/desk/?lang=${locale}`);
  await button('accounts_signin_go').waitFor();
  if (seen !== undefined) await look(seen);
  await enter(page, login, {
    go: button('accounts_signin_go'),
    home: page.getByRole('heading', { name: say('desk_home_heading') }),
    refused: page.getByText(say('problem_sign_in_refused')),
  });
}
