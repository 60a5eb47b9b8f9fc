import { traceContextOf } from './trace-context.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const of = (traceparent?: string) => traceContextOf({ headers: { traceparent } });

it('reads the trace, the span of the caller, and whether it is recorded', () => {
  expect(of(`00-${TRACE}-${SPAN}-01`)).toEqual({ traceId: TRACE, parentSpanId: SPAN, isSampled: true });
  expect(of(`00-${TRACE}-${SPAN}-00`)).toEqual({ traceId: TRACE, parentSpanId: SPAN, isSampled: false });
  expect(of(`01-${TRACE}-${SPAN}-03-of-a-later-version`)).toEqual({
    traceId: TRACE,
    parentSpanId: SPAN,
    isSampled: true,
  });
});

it.each([
  ['nothing', undefined],
  ['an empty text', ''],
  ['upper case', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
  ['a trace of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
  ['a span of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
  ['version ff', `ff-${TRACE}-${SPAN}-01`],
  ['version 00 with more', `00-${TRACE}-${SPAN}-01-more`],
  ['a later version without a dash', `01-${TRACE}-${SPAN}-01more`],
  ['the header twice', `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`],
  ['another text', 'x'.repeat(16_000)],
])('takes %s for no trace', (_, traceparent) => {
  expect(of(traceparent)).toBeUndefined();
});
