/**
 * What the rules of the two servers say about a run. It follows what each client asked and was answered; where an answer
 * belongs to no request of that client, nothing else is looked at.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { SECTOR_BYTES } from './contract';
import {
  EVENTS,
  FILE_SERVER,
  FIRST_CLIENT,
  type MicrokernelParameters,
  type MicrokernelResult,
  wordOnDisk,
} from './simulation';

const RULES = ['MK1', 'MK2', 'MK3', 'MK4', 'MK5'] as const;
/** So often a thing must have been done before its rule counts as shown. */
const SHOWN = 3;

const serverName = (server: number): string => (server === FILE_SERVER ? 'file server' : 'disk server');

interface Asked {
  readonly client: number;
  readonly ticket: number;
  readonly file: number;
  readonly offset: number;
  readonly index: number;
}

/** Where a word of a file lies. */
interface Place {
  readonly sector: number;
  readonly word: number;
}

export function judge(input: JudgeInput<MicrokernelParameters, MicrokernelResult>): readonly Check[] {
  const { trace, result, parameters } = input;
  const book = new RuleBook(RULES);
  const open = new Set<Asked>();
  const done: Asked[] = [];
  const find = (asked: Iterable<Asked>, client: number, ticket: number) =>
    [...asked].find((each) => each.client === client && each.ticket === ticket);
  const served = parameters.leaving > 0 ? 'MK5' : 'MK4';
  const shown = { words: 0, refusals: 0, among: 0, later: 0 };
  let gone = false;
  let ends = 0;
  for (const event of new Events(trace, EVENTS.kinds).of('asked', 'unsent', 'answered', 'strange', 'left')) {
    const { client, index } = event;
    if (event.name === 'asked') {
      const { ticket, file, offset } = event;
      open.add({ client, ticket, file, offset, index });
    } else if (event.name === 'unsent') {
      const lost = find(open, client, event.ticket);
      if (lost === undefined) continue;
      book.broken(served, index, lostText(input, lost, gone));
      return book.checks();
    } else if (event.name === 'left') {
      ends++;
      for (const asked of open)
        if (asked.client === client) {
          open.delete(asked);
          gone = true;
        }
    } else {
      const asked = event.name === 'answered' ? find(open, client, event.ticket) : undefined;
      const mistaken = event.name === 'answered' ? mistakenFor(result, open, event, asked) : undefined;
      const readsWrong = book.isBroken('MK1');
      if (asked !== undefined && mistaken !== undefined && (readsWrong || inLikePlace(asked, mistaken))) {
        // Read from another place, or given to another: this answer does not tell.
        open.delete(asked);
        done.push(asked);
        continue;
      }
      if (event.name === 'strange' || asked === undefined || mistaken !== undefined) {
        const isDone = event.name === 'answered' && find(done, client, event.ticket) !== undefined;
        book.broken('MK3', index, strangeText(event, mistaken, isDone));
        return book.checks();
      }
      const { status, word } = event;
      const place = placeOf(result, asked);
      if (status === 0) {
        shown.words++;
        if ([...open].some((each) => each.client !== client)) shown.among++;
        if (gone) shown.later++;
      }
      open.delete(asked);
      done.push(asked);
      const what = `Client ${client} asked for the word at ${asked.offset} of file ${asked.file}`;
      if (place === undefined) {
        shown.refusals++;
        if (status !== -1)
          book.broken(
            'MK2',
            index,
            `${what}, ${absentText(result, asked)}. The answer has status ${status}; it must be -1.`,
          );
      } else if (!isRight(result, place, status, word))
        book.broken(
          'MK1',
          index,
          `${what}, which is word ${place.word} of sector ${place.sector}: ${wrongText(result, status, word)}.`,
        );
    }
  }
  const [lost] = open;
  if (lost !== undefined) {
    book.broken(served, lost.index, lostText(input, lost, gone));
    return book.checks();
  }
  if (!result.finished && ends < parameters.clients + parameters.leaving) {
    book.broken(
      served,
      trace.length - 1,
      `${ends} of ${parameters.clients + parameters.leaving} clients had come to their end when the run was ended in cycle ${trace.cycleAt(trace.length - 1)}, and the others could not even ask: a server was at work all the time. Does it make the same call again and again?`,
    );
    return book.checks();
  }
  // Who never reads the disk shows nothing.
  if (![...new Events(trace, EVENTS.kinds).of('read')].some(({ answer }) => answer === 0))
    return book.checks();
  if (shown.words >= SHOWN) book.kept('MK1');
  if (shown.words > 0 && shown.refusals >= SHOWN) book.kept('MK2');
  if (shown.among >= SHOWN) book.kept('MK3', 'MK4');
  if (gone && shown.later >= SHOWN) book.kept('MK5');
  return book.checks();
}

/** @returns undefined when there is no such word. */
function placeOf({ files }: MicrokernelResult, { file, offset }: Asked): Place | undefined {
  const content = files[file];
  if (content === undefined || offset < 0 || offset >= content.bytes || offset % 4 !== 0) return undefined;
  const sector = content.sectors[Math.floor(offset / SECTOR_BYTES)];
  return { sector, word: (offset % SECTOR_BYTES) / 4 };
}

/** Of a word that exists. */
function isRight({ salt }: MicrokernelResult, place: Place, status: number, word: number): boolean {
  return status === 0 && word === wordOnDisk(salt, place.sector, place.word);
}

type Answered = {
  readonly client: number;
  readonly ticket: number;
  readonly status: number;
  readonly word: number;
};

/** Another request, of the client or with the ticket, to which this is the answer, and no answer to the one it names. */
function mistakenFor(
  result: MicrokernelResult,
  open: Iterable<Asked>,
  { client, ticket, status, word }: Answered,
  own: Asked | undefined,
): Asked | undefined {
  const answers = (asked: Asked) => {
    const place = placeOf(result, asked);
    return place !== undefined && isRight(result, place, status, word);
  };
  if (own !== undefined && answers(own)) return undefined;
  return [...open].find(
    (each) => each !== own && (each.client === client || each.ticket === ticket) && answers(each),
  );
}

/** In one file, at one place in its sectors. */
const inLikePlace = (one: Asked, other: Asked) =>
  one.file === other.file && one.offset % SECTOR_BYTES === other.offset % SECTOR_BYTES;

function absentText({ files }: MicrokernelResult, { file, offset }: Asked): string {
  const content = files[file];
  if (content === undefined) return `but files have numbers 0 to ${files.length - 1}`;
  if (offset % 4 !== 0) return 'which is no multiple of 4';
  return `but that file has ${counted(content.bytes, 'bytes')}`;
}

function wrongText(result: MicrokernelResult, status: number, word: number): string {
  if (status !== 0) return `the answer has status ${status}, though the word exists (status 0)`;
  for (const [file, { sectors }] of result.files.entries())
    for (const [place, sector] of sectors.entries())
      for (let at = 0; at < SECTOR_BYTES / 4; at++)
        if (wordOnDisk(result.salt, sector, at) === word)
          return `the answer holds word ${at} of sector ${sector} instead, which is the word at ${place * SECTOR_BYTES + 4 * at} of file ${file}`;
  return `the answer holds ${word}, which is no word of any file`;
}

type Event = { readonly client: number } & (
  | { readonly name: 'answered'; readonly ticket: number }
  | { readonly name: 'strange'; readonly sender: number }
);

/** @param asked the other request that this answers. @param isDone whether the client's own was answered before. */
function strangeText(event: Event, asked: Asked | undefined, isDone: boolean): string {
  const { client } = event;
  if (event.name === 'strange')
    return `Client ${client} received a message of process ${event.sender}; only the file server answers clients.`;
  const { ticket } = event;
  if (asked?.client === client)
    return `Client ${client} received the word at ${asked.offset} of file ${asked.file}, for which it had asked with ticket ${asked.ticket}, with ticket ${ticket}. Each request keeps its own ticket until the disk's answer is there.`;
  if (asked !== undefined)
    return `Client ${client} received the answer with ticket ${ticket} for which client ${asked.client} waits, the word at ${asked.offset} of file ${asked.file}. Who asked must be known until the disk's answer is there, while others ask; tickets do not tell, since several clients may use the same.`;
  if (isDone) return `Client ${client} received an answer with ticket ${ticket}, which was answered before.`;
  return `Client ${client} received an answer with ticket ${ticket}, which no open request of that client has. An answer is ticket, status, word.`;
}

function lostText(
  { trace, result }: JudgeInput<MicrokernelParameters, MicrokernelResult>,
  { client, ticket, file, offset, index }: Asked,
  gone: boolean,
): string {
  const events = new Events(trace, EVENTS.kinds);
  const what = `Client ${client} asked for the word at ${offset} of file ${file} (ticket ${ticket}) and was never answered`;
  const [end] = [...events.of('ended')];
  if (end !== undefined)
    return `${what}: the ${serverName(end.server)} was over. It must serve for ever, whatever comes.`;
  if ([...events.of('unsent')].some((each) => each.client === client && each.ticket === ticket))
    return `${what}: it could not be sent, since the file server had 16 messages waiting.`;
  if (!result.finished)
    return `${what}: when the run was ended, a server was still at work. Does it ask again and again?`;
  const refused = [...events.between(index, trace.length, 'sent')].find(
    ({ to, answer }) => answer !== 0 && (to < FIRST_CLIENT || to === client),
  );
  if (refused !== undefined)
    return `${what}: in cycle ${refused.cycle} the ${serverName(refused.server)} sent a message to process ${refused.to}, which was refused (-1). The file server is process ${FILE_SERVER}, as the disk server learns from what it receives.`;
  const later = [...events.between(index, trace.length, 'received')].some((each) => each.sender === client);
  if (gone) return `${what}: both servers wait. Before, a client had ended: what became of its answer?`;
  return later
    ? `${what}: the file server received a message of that client, and both servers wait. What comes while the disk is asked must be kept.`
    : `${what}: the file server never received it, and waits for something else.`;
}
