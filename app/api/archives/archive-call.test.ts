/**
 * Guarantee: an archive that somebody may not send is not read, one that is too long no further than its bound; of one
 * person one is held at a time; as much as a package may have passes.
 */
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { MAX_PACKAGE_BYTES } from '../../../grader/packages/package-files';
import { MAX_ARCHIVE_BYTES, packPackage, unpackPackage } from '../../../grader/packages/zip-archive';
import { Refusal } from '../../action';
import { takeArchive } from './archive-call';

const ADA = { id: 'ada', name: 'Ada', email: '' };
const BEN = { id: 'ben', name: 'Ben', email: '' };
const ANYBODY = async () => {};

/** A request whose body comes in pieces of 64 kB, as long as somebody reads. */
function endless(type = 'application/zip') {
  const sent = { bytes: 0 };
  const body = new ReadableStream(
    {
      pull(stream) {
        sent.bytes += 65_536;
        stream.enqueue(new Uint8Array(65_536));
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { 'Content-Type': type };
  const request = new Request('http://site/', {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit);
  return { sent, request };
}

it('reads no further than the bound, and nothing from whoever may not', async () => {
  const use = () => Promise.reject(new Error('it was used'));
  const long = endless();
  await expect(takeArchive(long.request, { mostBytes: 200_000, may: ANYBODY, use }, ADA)).rejects.toThrow(
    /195 kB are the most/,
  );
  expect(long.sent.bytes).toBeLessThan(500_000);
  const may = async () => {
    throw new Refusal('no');
  };
  const refused = endless();
  await expect(takeArchive(refused.request, { mostBytes: 200_000, may, use }, ADA)).rejects.toThrow('no');
  const ofAForm = endless('multipart/form-data');
  const taken = takeArchive(ofAForm.request, { mostBytes: 200_000, may: ANYBODY, use }, ADA);
  await expect(taken).rejects.toThrow(Refusal);
  expect([refused.sent.bytes, ofAForm.sent.bytes]).toEqual([0, 0]);
});

it('holds one of a person at a time', async () => {
  const send = (user: typeof ADA, use: () => Promise<unknown>) => {
    const headers = { 'Content-Type': 'application/zip' };
    const request = new Request('http://site/', { method: 'POST', body: 'archive', headers });
    return takeArchive(request, { mostBytes: 10, may: ANYBODY, use }, user);
  };
  let end = () => {};
  let first: Promise<unknown> = Promise.resolve();
  await new Promise<void>((begun) => {
    first = send(ADA, () => {
      begun();
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    });
  });
  await expect(send(ADA, ANYBODY)).rejects.toThrow(/being read/);
  await send(BEN, ANYBODY);
  end();
  await first;
  await send(ADA, ANYBODY);
});

it('takes a package of the most bytes that there may be, hardly packed', async () => {
  const files = new Map(
    Array.from({ length: 4 }, (_, i) => [`hints-${i}.md`, randomBytes(196_000).toString('base64')]),
  );
  const archive = packPackage(files);
  expect(archive.length).toBeGreaterThan(750_000);
  expect(unpackPackage(archive)).toEqual(files);
  expect(MAX_ARCHIVE_BYTES).toBeGreaterThan(MAX_PACKAGE_BYTES);
});
