import { utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import type { Json } from '../base/canonical.ts';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { must } from '../base/problem.ts';
import { fingerprintOf } from './derive.ts';
import {
  readChoice,
  readDay,
  readFields,
  readFlag,
  readId,
  readKeyText,
  readList,
  readRecipient,
  readText,
  readWhole,
} from './shape.ts';

/** The teams that can receive a report, in the order in which the reporter's page offers them. */
export const DESK_KINDS = ['women', 'lawyerNgo', 'referralCentre', 'office', 'forumContact'] as const;
export type DeskKind = (typeof DESK_KINDS)[number];

export const ORGANISATION_KINDS = [
  'police',
  'security',
  'ministry',
  'directorate',
  'ngo',
  'lawyers',
  'un',
  'donor',
  'association',
  'university',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Kinds of organisation to which a report marked "not the police" is never sealed. */
const POLICE_KINDS: readonly OrganisationKind[] = ['police', 'security'];

export type Texts = { readonly ar: string; readonly ckb: string; readonly en: string };

/** Hours of one day: 0 = Saturday … 6 = Friday, minutes since midnight in Baghdad, `to` after `from`. */
export type DeskHours = {
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
  readonly women: boolean;
};

/** Which of a desk's two keys: the one all members hold, or the one only its women hold. */
export const EPOCH_KEYS = ['general', 'women'] as const;
export type EpochKey = (typeof EPOCH_KEYS)[number];

/** The public half of an epoch; `signingKey` in base64url. */
export type EpochPublic = { readonly n: number; readonly recipient: string; readonly signingKey: string };

/** An epoch that has ended: its signatures stay valid, nothing is sealed to it any more. */
export type PastEpoch = { readonly key: EpochKey; readonly n: number; readonly signingKey: string };

/** All that a reporter's browser must know, and believe, of a desk. */
export type DeskRecord = {
  readonly v: 1;
  readonly id: Id;
  readonly organisationId: Id;
  readonly organisationKind: OrganisationKind;
  readonly kind: DeskKind;
  readonly governorateId: string;
  readonly name: Texts;
  readonly sentences: { readonly whoWorksHere: Texts; readonly mustPassOn: Texts; readonly neverWithoutAsking: Texts };
  /** The day on which a lawyer checked what it must pass on; null: nobody has (rule N13). */
  readonly lawCheckedOn: Day | null;
  readonly police: boolean;
  /** Somebody trained to protect children works here: such desks come first for who is under 18 (invariant 18). */
  readonly childProtection: boolean;
  /** When the desk reads. */
  readonly hours: readonly DeskHours[];
  /** When somebody by name is on duty for what is urgent. */
  readonly rota: readonly DeskHours[];
  readonly epochs: { readonly general: EpochPublic; readonly women?: EpochPublic };
  readonly past: readonly PastEpoch[];
};

const REQUIRED = [
  'v',
  'id',
  'organisationId',
  'organisationKind',
  'kind',
  'governorateId',
  'name',
  'sentences',
  'police',
  'childProtection',
  'hours',
  'rota',
  'epochs',
  'past',
];
const HOURS_MOST = 50;
const PAST_MOST = 1000;
const MINUTES_A_DAY = 1440;

/**
 * SHA-256 of the canonical record, base64url: what the signed directory says of a desk. A day that is not there is left out: so were
 * the records signed before there was one.
 */
export async function deskRecordHash({ lawCheckedOn, ...rest }: DeskRecord): Promise<string> {
  return fingerprintOf(utf8(canonicalJson(lawCheckedOn === null ? rest : { ...rest, lawCheckedOn })));
}

/** The hash of each record by its desk's id: what a directory signs (`DirectoryDoc.desks`). */
export async function deskHashes(records: readonly DeskRecord[]): Promise<Record<Id, string>> {
  return Object.fromEntries(
    await Promise.all(records.map(async (each) => [each.id, await deskRecordHash(each)] as const)),
  );
}

/** The signing key of an epoch, living or past; undefined when the record knows none. */
export function findEpochKey(record: DeskRecord, key: EpochKey, n: number): string | undefined {
  const living = record.epochs[key];
  if (living?.n === n) return living.signingKey;
  return record.past.find((epoch) => epoch.key === key && epoch.n === n)?.signingKey;
}

/** A record, strictly; `wrong_shape`, also when a police organisation's desk says that it is not the police. */
export function readDeskRecord(value: Json): DeskRecord {
  const fields = readFields(value, REQUIRED, ['lawCheckedOn']);
  const organisationKind = readChoice(fields.organisationKind, ORGANISATION_KINDS);
  const police = readFlag(fields.police);
  must(police || !POLICE_KINDS.includes(organisationKind), 'wrong_shape');
  const sentences = readFields(fields.sentences, ['whoWorksHere', 'mustPassOn', 'neverWithoutAsking']);
  const epochs = readFields(fields.epochs, ['general'], ['women']);
  return {
    v: readChoice(fields.v, [1]),
    id: readId(fields.id),
    organisationId: readId(fields.organisationId),
    organisationKind,
    kind: readChoice(fields.kind, DESK_KINDS),
    governorateId: readText(fields.governorateId, 40),
    name: readTexts(fields.name),
    sentences: {
      whoWorksHere: readTexts(sentences.whoWorksHere),
      mustPassOn: readTexts(sentences.mustPassOn),
      neverWithoutAsking: readTexts(sentences.neverWithoutAsking),
    },
    lawCheckedOn: (fields.lawCheckedOn ?? null) === null ? null : readDay(fields.lawCheckedOn),
    police,
    childProtection: readFlag(fields.childProtection),
    hours: readList(fields.hours, HOURS_MOST, readHours),
    rota: readList(fields.rota, HOURS_MOST, readHours),
    epochs: {
      general: readEpoch(epochs.general),
      ...(epochs.women === undefined ? {} : { women: readEpoch(epochs.women) }),
    },
    past: readList(fields.past, PAST_MOST, readPast),
  };
}

function readTexts(value: Json | undefined): Texts {
  const { ar, ckb, en } = readFields(value, ['ar', 'ckb', 'en']);
  return { ar: readText(ar, 2000), ckb: readText(ckb, 2000), en: readText(en, 2000) };
}

function readHours(value: Json): DeskHours {
  const fields = readFields(value, ['weekday', 'from', 'to', 'women']);
  const from = readWhole(fields.from, 0, MINUTES_A_DAY - 1);
  return {
    weekday: readWhole(fields.weekday, 0, 6),
    from,
    to: readWhole(fields.to, from + 1, MINUTES_A_DAY),
    women: readFlag(fields.women),
  };
}

function readEpoch(value: Json | undefined): EpochPublic {
  const { n, recipient, signingKey } = readFields(value, ['n', 'recipient', 'signingKey']);
  return { n: readWhole(n, 1), recipient: readRecipient(recipient), signingKey: readKeyText(signingKey) };
}

function readPast(value: Json): PastEpoch {
  const { key, n, signingKey } = readFields(value, ['key', 'n', 'signingKey']);
  return { key: readChoice(key, EPOCH_KEYS), n: readWhole(n, 1), signingKey: readKeyText(signingKey) };
}
