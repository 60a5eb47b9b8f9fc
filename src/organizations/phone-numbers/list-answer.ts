import { entityTag } from '../../http/entity-tag.js';
import type { JsonAnswer } from '../../http/json-answer.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type {
  OrganizationListService,
  OrganizationOfList,
} from '../../phone-numbers/assignments/organization-list.service.js';

// The body of contract 1.1 around the lines, which come as texts.
const BEGIN = '{"assignments":[';
const END = ']}';
const LINE_FEED = 0x0a;
const COMMA = 0x2c;

interface Asked {
  id: OrganizationId;
  /** Hears of the organization once it is known. */
  crossing: (organization: OrganizationOfList) => void;
}

/** The list of today: one statement where it is short, and none but that of the tag where the text is not wanted. */
export async function answerNow(lists: OrganizationListService, answer: JsonAnswer, asked: Asked): Promise<void> {
  const { id, crossing } = asked;
  if (answer.mayBeBodiless) {
    const organization = await lists.organization(id);
    if (answer.isUnchanged(tagOf(organization)) || answer.headOnly()) return crossing(organization);
  }
  const { organization, lines } = await lists.short(id);
  crossing(organization);
  if (lines !== undefined) {
    if (answer.isUnchanged(tagOf(organization))) return;
    return answer.send(`${BEGIN}${lines}${END}`);
  }
  await stream(answer, (take) =>
    lists.stream(id, (current) => {
      answer.tag(tagOf(current));
      return take;
    }),
  );
}

/** The list of an instant of the past; nobody says when it is another one, so it has no tag. */
export async function answerPast(
  lists: OrganizationListService,
  answer: JsonAnswer,
  { id, at, crossing }: Asked & { at: Date },
): Promise<void> {
  if (answer.isHead) {
    crossing(await lists.organizationAt(id, at));
    answer.headOnly();
    return;
  }
  const { organization, lines } = await lists.shortAt(id, at);
  crossing(organization);
  if (lines !== undefined) return answer.send(`${BEGIN}${lines}${END}`);
  await stream(answer, (take) => lists.streamAt(organization, at, take));
}

type Take = (part: Buffer) => Promise<boolean>;

async function stream(answer: JsonAnswer, read: (take: Take) => Promise<boolean>): Promise<void> {
  // The line feed of the last line becomes no comma, so one at the end of a part waits for the next part.
  let before = BEGIN;
  const isWhole = await read(async (part) => {
    const isAfterLine = part.at(-1) === LINE_FEED;
    const bytes = withCommas(isAfterLine ? part.subarray(0, -1) : part);
    const isTaken = (!before || (await answer.sendPart(before))) && (await answer.sendPart(bytes));
    before = isAfterLine ? ',' : '';
    return isTaken;
  });
  // No line at all: they have gone since somebody counted them.
  const isEnded = isWhole && (await answer.sendPart(before === BEGIN ? BEGIN + END : END));
  answer.end({ isWhole: isEnded });
}

/** The same bytes: JSON has no line feed of its own, so that each is the end of a line. */
function withCommas(lines: Buffer): Buffer {
  for (let at = lines.indexOf(LINE_FEED); at >= 0; at = lines.indexOf(LINE_FEED, at + 1)) lines[at] = COMMA;
  return lines;
}

const tagOf = ({ id, version }: { id: string; version: string }): string => entityTag('organization', id, version);
