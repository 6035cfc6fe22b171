import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { DeskHours, DeskRecord, EpochKey, EpochPublic, PastEpoch, Texts } from '../../crypto/desk-record.ts';
import type { Desk, OrganisationKind } from '../../directory/model.ts';

const KEYS = ['general', 'women'] as const satisfies readonly EpochKey[];

/** What a desk's next record is made of. */
export interface RecordParts {
  readonly organisationId: Id;
  readonly organisationKind: OrganisationKind;
  readonly desk: Desk;
  readonly epochs: { readonly general: EpochPublic; readonly women?: EpochPublic | undefined };
  /** Ids of the members who hold the women's key: their hours on the rota say so, because they alone read "a woman only". */
  readonly womenMembers: readonly Id[];
  readonly last: DeskRecord | undefined;
}

/** The record that a desk ought to have now. Keys that are replaced go to its past: what they signed stays valid. */
export function nextRecord(parts: RecordParts): DeskRecord {
  const { desk, epochs, last } = parts;
  const hours = (each: DeskHours): DeskHours => ({
    weekday: each.weekday,
    from: each.from,
    to: each.to,
    women: each.women,
  });
  return {
    v: 1,
    id: desk.id,
    organisationId: parts.organisationId,
    organisationKind: parts.organisationKind,
    kind: desk.kind,
    governorateId: desk.governorateId,
    name: textsOf(desk.names),
    sentences: {
      whoWorksHere: textsOf(desk.worksHere),
      mustPassOn: textsOf(desk.mustPassOn),
      neverWithoutAsking: textsOf(desk.neverWithoutAsking),
    },
    lawCheckedOn: desk.lawCheckedOn,
    police: desk.police,
    childProtection: desk.childProtection,
    hours: desk.hours.map((each) => hours(each)),
    rota: desk.rota.map((each) => hours({ ...each, women: parts.womenMembers.includes(each.accountId) })),
    epochs: { general: epochs.general, ...(epochs.women ? { women: epochs.women } : {}) },
    past: last ? pastOf(last, epochs) : [],
  };
}

/** The past of the record that follows `last`, when these epochs come into force. */
function pastOf(last: DeskRecord, epochs: RecordParts['epochs']): readonly PastEpoch[] {
  const replaced = KEYS.flatMap((key): PastEpoch[] => {
    const before = last.epochs[key];
    if (before === undefined || before.n === epochs[key]?.n) return [];
    return [{ key, n: before.n, signingKey: before.signingKey }];
  });
  return [...last.past, ...replaced];
}

/** What a head has to look at before she signs a desk's next record. */
export interface RecordChange {
  readonly deskId: Id;
  readonly name: Texts;
  readonly isNew: boolean;
  /** Keys that come into force: their six words are compared with the member who made them. */
  readonly newKeys: readonly { readonly key: EpochKey; readonly epoch: EpochPublic }[];
  readonly endedKeys: readonly EpochKey[];
  /** Other parts of the record that differ: field names. */
  readonly fields: readonly (keyof DeskRecord)[];
}

/**
 * The difference between the record last signed and the next one, or `undefined` when there is none. `refused` in place of a
 * difference that no honest server asks for: another organisation, the police mark taken off, a key that goes back or changes under
 * the same number, a past that loses or alters a key.
 */
export function compareRecords(last: DeskRecord | undefined, next: DeskRecord): RecordChange | 'refused' | undefined {
  if (last && isForbidden(last, next)) return 'refused';
  if (!last && next.past.length > 0) return 'refused';
  const newKeys = KEYS.flatMap((key) => {
    const epoch = next.epochs[key];
    return epoch && epoch.n !== last?.epochs[key]?.n ? [{ key, epoch }] : [];
  });
  const endedKeys = KEYS.filter((key) => last?.epochs[key] !== undefined && next.epochs[key] === undefined);
  const compared = [
    'kind',
    'governorateId',
    'name',
    'sentences',
    'lawCheckedOn',
    'police',
    'childProtection',
    'hours',
    'rota',
  ] as const;
  const fields = last ? compared.filter((field) => !isSame(last[field], next[field])) : [];
  if (last && newKeys.length === 0 && endedKeys.length === 0 && fields.length === 0) return undefined;
  return { deskId: next.id, name: next.name, isNew: !last, newKeys, endedKeys, fields };
}

function isForbidden(last: DeskRecord, next: DeskRecord): boolean {
  if (last.id !== next.id || last.organisationId !== next.organisationId) return true;
  if (last.organisationKind !== next.organisationKind || (last.police && !next.police)) return true;
  for (const key of KEYS) {
    const [before, after] = [last.epochs[key], next.epochs[key]];
    if (before && after && (after.n < before.n || (after.n === before.n && !isSame(before, after)))) return true;
  }
  return !isSame(next.past, pastOf(last, next.epochs));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** The same value with its keys in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part: unknown) => sorted(part));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]: [string, unknown]) => [key, sorted(part)]));
}

function textsOf(names: Names): Texts {
  // Readers of Sorani read Arabic; nobody reads nothing.
  return { ar: names.ar, ckb: names.ckb ?? names.ar, en: names.en };
}
