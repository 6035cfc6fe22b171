import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Actor } from '../../base/actor.ts';
import type { Id } from '../../base/ids.ts';
import { fail } from '../../base/problem.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { ForumsGround } from '../queries.ts';
import { findForumName } from './meeting.queries.ts';
import { readForPrint } from './minutes.actions.ts';
import type { MinutesSheet, PrintedMinutes } from './minutes-pdf.model.ts';
import { sheetOf } from './minutes-pdf.model.ts';
import { findPublishedMinutes } from './minutes.queries.ts';

const { resolve } = createRequire(import.meta.url);
/** As TTF: of a compressed font the typesetter would silently take another one. */
const FONTS = ['400Regular/Vazirmatn_400Regular.ttf', '700Bold/Vazirmatn_700Bold.ttf'];

/** Draws data and reads no word as markup: what somebody wrote cannot become a command. */
const TEMPLATE = `
#let d = json(bytes(sys.inputs.sheet))
#let way(r) = if r { rtl } else { ltr }
#set document(title: d.heading, date: none)
#set page(paper: "a4", margin: 2.2cm, footer: align(center, text(9pt, context counter(page).display())))
#set text(font: "Vazirmatn", lang: d.lang, dir: way(d.rtl), size: 11pt, fallback: false)
#set par(leading: 0.9em)
#let said(s) = block(spacing: 0.9em, {
  if s.label != "" { block(below: 0.45em, text(9.5pt, fill: rgb("#555"), s.label)) }
  block(text(dir: way(s.rtl), s.text))
})
#text(20pt, weight: 700, d.heading)
#block(text(13pt, d.forum))
#block(d.day)
#for mark in d.marks { block(box(inset: (x: 6pt, y: 4pt), stroke: 0.7pt, text(weight: 700, mark))) }
#for line in d.attendance { block(spacing: 0.7em, line) }
#line(length: 100%, stroke: 0.5pt)
#for (at, item) in d.items.enumerate() {
  block(above: 1.6em, below: 0.8em, sticky: true, text(13pt, weight: 700, [#(at + 1). #item.title.text]))
  for s in item.said { said(s) }
}
#if d.closing != none { said(d.closing) }
`;

type Draw = (sheet: MinutesSheet) => Buffer;
let drawing: Promise<Draw> | undefined;

/** Loaded with the first sheet: 40 MB that a server without one does not need. */
async function loadTypesetter(): Promise<Draw> {
  const [{ NodeCompiler }, ...fontBlobs] = await Promise.all([
    import('@myriaddreamin/typst-ts-node-compiler'),
    ...FONTS.map(async (name) => readFile(resolve(`@expo-google-fonts/vazirmatn/${name}`))),
  ]);
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  return (sheet) => {
    const pdf = compiler.pdf({ mainFileContent: TEMPLATE, inputs: { sheet: JSON.stringify(sheet) } });
    // What was drawn before is not kept in memory.
    compiler.evictCache(0);
    return pdf;
  };
}

/** Minutes as PDF in a language. Blocks for the tenth of a second that a page takes. */
export async function drawMinutes(minutes: PrintedMinutes, locale: Locale): Promise<Buffer> {
  drawing ??= loadTypesetter();
  return (await drawing)(sheetOf(minutes, locale));
}

/** Most published minutes that are kept drawn: they never change, and anybody may ask again and again. */
const MOST_KEPT = 60;

/** Draws published minutes of a forum, and keeps the last ones; `not_found` for what is not published. */
export function newMinutesPress(
  ground: ForumsGround,
  illustrative: boolean,
): (forumId: Id, meetingId: Id, locale: Locale) => Promise<Buffer> {
  const kept = new Map<string, Promise<Buffer>>();
  return async (forumId, meetingId, locale) => {
    const db = ground.database.direct;
    const found = (await findPublishedMinutes(db, forumId, meetingId)) ?? fail('not_found');
    const key = `${meetingId} ${locale}`;
    const known = kept.get(key);
    if (known) return known;
    const { heldOn, attendance, quorumMet, redacted: text } = found;
    const forum = (await findForumName(db, forumId)) ?? fail('not_found');
    const drawn = drawMinutes({ forum, heldOn, draft: false, illustrative, attendance, quorumMet, text }, locale);
    kept.set(key, drawn);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return drawn;
  };
}

/** The minutes as they are, for secretary and chair. */
export async function printMinutes(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  locale: Locale,
  illustrative: boolean,
): Promise<Buffer> {
  const { forum, heldOn, draft, content } = await readForPrint(ground, actor, id);
  const { attendance, quorumMet, ...text } = content;
  return drawMinutes({ forum, heldOn, draft, illustrative, attendance, quorumMet, text }, locale);
}
