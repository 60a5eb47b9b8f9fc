import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsString, MaxLength, ValidateIf, ValidateNested } from 'class-validator';
import { validationPipe } from './validation.pipe.js';

class Line {
  @IsIn(['twilio', 'sinch'])
  provider: string;

  @IsString()
  @MaxLength(5)
  phoneNumber: string;
}

class Order {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Line)
  lines: Line[];

  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  urgent?: boolean;
}

const pipe = validationPipe();
const checked = (value: unknown): Promise<unknown> => pipe.transform(value, { type: 'body', metatype: Order });
const refusalOf = (value: unknown): Promise<{ details: string }> =>
  checked(value).then(
    () => Promise.reject(new Error('was let through')),
    (error: { details: string }) => error,
  );
const good = { provider: 'twilio', phoneNumber: '1' };

it('gives an instance of the DTO, without what it does not know', async () => {
  const order = await checked({ lines: [{ ...good, admin: true }], __proto__: { x: 1 }, extra: 1 });
  expect(order).toBeInstanceOf(Order);
  expect(order).toEqual({ lines: [good] });
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

it.each([[[]], ['x'], [1], [true], [null], [undefined]])(
  'invalid_request: refuses %p where an object is due',
  async (value) => {
    await expect(checked(value)).rejects.toMatchObject({ kind: 'invalid', code: 'invalid_request' });
  },
);

it('converts nothing: a text is no boolean', async () => {
  await expect(checked({ lines: [], urgent: 'false' })).rejects.toMatchObject({ code: 'invalid_request' });
});
