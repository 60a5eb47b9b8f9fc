import { IsBoolean, IsIn, IsString, MaxLength, ValidateIf } from 'class-validator';
import { checkedBody } from './checked-body.js';
import { IsObjectList, IsObjectOf } from './nested-object.decorator.js';

class Line {
  @IsIn(['twilio', 'sinch'])
  provider: string;

  @IsString()
  @MaxLength(5)
  phoneNumber: string;
}

class Order {
  @IsObjectList(1000, () => Line)
  lines: Line[];

  @ValidateIf((_, value) => value != null)
  @IsObjectOf(() => Line)
  first?: Line | null;

  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  urgent?: boolean;
}

const checked = (value: object): Promise<unknown> => checkedBody(Order, value);
const refusalOf = (value: object): Promise<{ details: string }> =>
  checked(value).then(
    () => Promise.reject(new Error('was let through')),
    (error: { details: string }) => error,
  );
const good = { provider: 'twilio', phoneNumber: '1' };

it('gives an instance of the DTO, without what it does not know', async () => {
  const poisoned = JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"toString":1}') as object;
  const line = { ...good, admin: true, ...poisoned };
  const order = (await checked({ lines: [line], first: line, extra: 1, ...poisoned })) as Order;
  expect(order).toBeInstanceOf(Order);
  expect([order.lines[0], order.first].every((each) => each instanceof Line)).toBe(true);
  expect(order).toEqual({ lines: [good], first: good });
  expect(Object.keys(order)).toEqual(['lines', 'first']);
});

it('invalid_request: names each field, with its place, once', async () => {
  await expect(
    checked({ lines: [good, { provider: 'x', phoneNumber: '123456' }], urgent: null }),
  ).rejects.toMatchObject({
    kind: 'invalid',
    code: 'invalid_request',
    message: 'Invalid lines.1.provider',
    details:
      'lines.1.provider must be one of the following values: twilio, sinch; ' +
      'lines.1.phoneNumber must be shorter than or equal to 5 characters; urgent must be a boolean value',
  });
});

it('invalid_request: names at most 20 faults and says how many more there are', async () => {
  const refused = await refusalOf({ lines: Array(30).fill({}) });
  expect(refused.details.split('; ')).toHaveLength(21);
  expect(refused.details).toMatch(/; and 40 more$/);
});

it('never repeats what was sent', async () => {
  const number = '+14165550199';
  const sent = { lines: [{ provider: number, phoneNumber: number, [number]: number }], urgent: number };
  const refused = await refusalOf(sent);
  expect(refused.details).toContain('urgent must be');
  expect(JSON.stringify(refused)).not.toContain(number);
});

it.each<[unknown]>([[[]], ['x'], [1], [true], [null], [[null]], [[good, 1]], [{}], [Array(1001).fill(good)]])(
  'invalid_request: refuses what is no list of objects where one is due, whatever else is wrong with it: case %#',
  async (lines) => {
    await expect(checked({ lines })).rejects.toMatchObject({
      code: 'invalid_request',
      message: 'Invalid lines',
      details: 'lines must be a list of 1 to 1000 objects',
    });
  },
);

it.each([[[]], [[good]], ['x'], [1]])('invalid_request: refuses %p where an object is due', async (first) => {
  const details = 'first must be an object';
  await expect(checked({ lines: [good], first })).rejects.toMatchObject({ code: 'invalid_request', details });
});

it('names the fields of an object in it', async () => {
  const refused = await refusalOf({ lines: [good], first: { provider: 'sinch' }, urgent: 1 });
  expect(refused.details).toMatch(/^first\.phoneNumber must be .*; urgent must be a boolean value$/);
});

it('lets others have their turn within a long list', async () => {
  let turns = 0;
  let ended = false;
  const others = (): void => void (ended || (turns++, setImmediate(others)));
  setImmediate(others);
  await checked({ lines: Array(1000).fill(good) }).finally(() => (ended = true));
  expect(turns).toBeGreaterThanOrEqual(40);
});

it('converts nothing: a text is no boolean', async () => {
  await expect(checked({ lines: [good], urgent: 'false' })).rejects.toMatchObject({ code: 'invalid_request' });
});
