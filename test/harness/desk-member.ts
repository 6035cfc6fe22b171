import { fromBase64url, toBase64url } from '../../src/base/bytes.ts';
import { randomId } from '../../src/base/ids.ts';
import type { OutputOf } from '../../src/base/endpoint.ts';
import type { getMe } from '../../src/accounts/contract.ts';
import { parseAccountCode } from '../../src/crypto/account-code.ts';
import type { EpochKeys } from '../../src/crypto/epoch.ts';
import { unwrapEpoch } from '../../src/crypto/epoch.ts';
import { openKeyFile } from '../../src/crypto/key-file.ts';
import { sealMessage } from '../../src/crypto/message.ts';
import type { ReportContent } from '../../src/crypto/report.ts';
import { openReport } from '../../src/crypto/report.ts';
import { openUserKeys, stretchPassword } from '../../src/crypto/user-keys.ts';
import type { DemoAccount } from '../../src/demo/people.ts';
import type { openReport as openEndpoint } from '../../src/reporting/desk/desk.contract.ts';
import type { Caller } from './caller.ts';
import { signIn } from './sign-in.ts';

/** A signed-in member of a desk with the keys that only her browser has. */
export interface SignedInMember {
  readonly cookie: string;
  readonly epochs: readonly EpochKeys[];
}

/** Signs in and opens the envelope and the wraps, as her browser does. */
export async function signInMember(
  server: Caller,
  accounts: readonly DemoAccount[],
  login: string,
  now?: () => number,
): Promise<SignedInMember> {
  const account = accounts.find((each) => each.login === login);
  if (!account) throw new Error(`no demo account ${login}`);
  const cookie = await signIn(server, accounts, login, now);
  const me = (await server.inject({ url: '/api/me', headers: { cookie } })).json<OutputOf<typeof getMe>>();
  const stretched = await stretchPassword(account.password, fromBase64url(me.salt), me.cost);
  const keys = await openUserKeys(me.id, fromBase64url(me.envelope), stretched, parseAccountCode(account.accountCode));
  const epochs = me.desks.flatMap(({ deskId, epochs }) =>
    epochs.map(({ women, n, recipient, signingKey, wrapped }) =>
      unwrapEpoch(keys.identity, fromBase64url(wrapped), {
        deskId,
        n,
        recipient,
        signingKey,
        key: women ? 'women' : 'general',
      }),
    ),
  );
  return { cookie, epochs: await Promise.all(epochs) };
}

/** Opens a report as a member and reads it. */
export async function readReport(server: Caller, member: SignedInMember, reportId: string): Promise<ReportContent> {
  const answer = await server.inject({
    method: 'POST',
    url: `/api/reports/${reportId}/open`,
    headers: { cookie: member.cookie },
  });
  if (answer.statusCode !== 200) throw new Error(`not opened: ${answer.body}`);
  const sealed = answer.json<OutputOf<typeof openEndpoint>>();
  const identities = member.epochs.map((epoch) => epoch.identity);
  const { identity } = await openKeyFile(identities, fromBase64url(sealed.keyFile));
  return openReport(identity, fromBase64url(sealed.body), { reportId });
}

/** Answers a report as its desk, signed by the epoch it was sealed to. */
export async function reply(server: Caller, member: SignedInMember, report: ReportContent, text: string, seq = 1) {
  const key = report.womenOnly ? 'women' : 'general';
  const epoch = member.epochs.find((each) => each.deskId === report.deskId && each.key === key);
  if (!epoch) throw new Error('not a member of this desk');
  const id = randomId();
  const desk = { deskId: report.deskId, epoch: epoch.n, role: 'deskWorker' };
  const { reportId, recipient } = report;
  const sealed = await sealMessage(
    recipient,
    { v: 1, kind: 'message', reportId, id, side: 'desk', seq, seenOther: 0, text, desk },
    epoch.signing.secret,
  );
  return server.inject({
    method: 'POST',
    url: `/api/reports/${reportId}/messages`,
    headers: { cookie: member.cookie },
    payload: { id, seq, body: toBase64url(sealed) },
  });
}
