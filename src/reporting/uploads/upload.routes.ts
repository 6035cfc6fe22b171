import type { FastifyInstance, FastifyReply } from 'fastify';
import { must } from '../../base/problem.ts';
import { bind } from '../../http/bind.ts';
import { bindBytes } from '../../http/bind-bytes.ts';
import type { UploadGround } from './upload.actions.ts';
import { ask, begin, fetchAtDesk, fetchInMailbox, goOn } from './upload.actions.ts';
import * as contract from './upload.contract.ts';
import { TUS_PART, TUS_VERSION } from './upload.model.ts';

type Header = (name: string) => string | undefined;

/** Binds uploads (tus 1.0 core: HEAD and PATCH) and their two ways back out. */
export async function uploadRoutes(server: FastifyInstance, ground: UploadGround): Promise<void> {
  bind(server, contract.beginUpload, async ({ body }) => ({ offset: await begin(ground, body) }));

  await server.register(async (scope) => {
    bindBytes(scope, contract.askUpload, async ({ params, header, reply }) => {
      speakTus(header, reply);
      const { offset, size } = await ask(ground, params.uploadId);
      reply.headers({ 'upload-offset': offset, 'upload-length': size });
      return undefined;
    });

    bindBytes(
      scope,
      contract.continueUpload,
      async ({ params, header, content, reply }) => {
        speakTus(header, reply);
        const end = await goOn(ground, params.uploadId, numberIn(header('upload-offset')), content);
        reply.code(204).header('upload-offset', end);
        return undefined;
      },
      TUS_PART,
    );

    bindBytes(scope, contract.fetchUploadAtDesk, async ({ visit, params, header, reply }) => {
      const first = firstByte(header('range'));
      return answerFrom(reply, first, await fetchAtDesk(ground, visit, params, first));
    });

    bindBytes(scope, contract.fetchUploadInMailbox, async ({ visit, params, header, reply }) => {
      const first = firstByte(header('range'));
      return answerFrom(reply, first, await fetchInMailbox(ground, visit.mailboxId, params, first));
    });
  });
}

function speakTus(header: Header, reply: FastifyReply): void {
  reply.headers({ 'tus-resumable': TUS_VERSION, 'tus-version': TUS_VERSION });
  must(header('tus-resumable') === TUS_VERSION, 'upload_protocol');
}

/** A whole number written as tus asks: `malformed` otherwise. */
function numberIn(text: string | undefined): number {
  must(text !== undefined && /^\d{1,15}$/.test(text), 'malformed');
  return Number(text);
}

/** The one kind of range that is needed, to go on after a broken line: `bytes=N-`. Any other is answered in full, as HTTP allows. */
function firstByte(range: string | undefined): number {
  const first = /^bytes=(\d{1,15})-$/.exec(range ?? '')?.[1];
  return first === undefined ? 0 : Number(first);
}

function answerFrom<T>(reply: FastifyReply, first: number, found: { size: number; stream: T }): T {
  const { size, stream } = found;
  reply.headers({ 'accept-ranges': 'bytes', 'content-length': size - first });
  if (first > 0) reply.code(206).header('content-range', `bytes ${first}-${size - 1}/${size}`);
  return stream;
}
