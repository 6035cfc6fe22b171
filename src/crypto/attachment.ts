import type { Json } from '../base/canonical.ts';
import type { Id } from '../base/ids.ts';
import { readFields, readId, readKeyText, readText, readWhole } from './shape.ts';

/** One file of a message. All files of a message lie one after the other, in this order, in one padded stream (`upload`). */
export type Attachment = {
  readonly upload: Id;
  readonly name: string;
  /** Media type, e.g. `image/webp`. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the file, base64url. */
  readonly digest: string;
};

export const ATTACHMENTS_MOST = 50;

/** An attachment's entry, strictly; `wrong_shape`. */
export function readAttachment(value: Json): Attachment {
  const fields = readFields(value, ['upload', 'name', 'type', 'size', 'digest']);
  return {
    upload: readId(fields.upload),
    name: readText(fields.name, 255),
    type: readText(fields.type, 100),
    size: readWhole(fields.size, 0),
    digest: readKeyText(fields.digest),
  };
}
