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

type Take = (lines: readonly string[]) => Promise<boolean>;

async function stream(answer: JsonAnswer, read: (take: Take) => Promise<boolean>): Promise<void> {
  let before = BEGIN;
  const isWhole = await read((lines) => {
    const part = before + lines.join(',');
    before = ',';
    return answer.sendPart(part);
  });
  // No line at all: they have gone since somebody counted them.
  const isEnded = isWhole && (await answer.sendPart(before === BEGIN ? BEGIN + END : END));
  answer.end({ isWhole: isEnded });
}

const tagOf = ({ id, version }: { id: string; version: string }): string => entityTag('organization', id, version);
