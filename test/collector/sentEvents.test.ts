import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSentEvents } from '../../src/collector/sentEvents';
import { eventOf } from './event';

const read = (text: string) => readSentEvents(Buffer.from(text));
const texts = (text: string) => {
  const sent = read(text);
  return typeof sent === 'string' ? sent : sent.events.map((event) => Buffer.from(event).toString());
};

describe('the body of a request', () => {
  it('is one event with its own bytes, without the blanks around it', () => {
    const event = ` ${eventOf(1)}\n`;
    expect(texts(event)).toEqual([eventOf(1)]);
    expect(texts(`﻿${event}`)).toEqual([eventOf(1)]);
  });

  it('is a list of events, each with the bytes that it came with', () => {
    const pretty = JSON.stringify(JSON.parse(eventOf(2)), null, 2);
    expect(texts(`[\n${eventOf(1)} ,${pretty}\n]`)).toEqual([eventOf(1), pretty]);
    expect(texts('[]')).toEqual([]);
  });

  it('says which of its items can never be events', () => {
    const sent = read(`[1, ${eventOf(1)}, {"a": "]["}, "x,\\"y", []]`);
    expect(sent).toMatchObject({
      isList: true,
      refused: [{ index: 0 }, { index: 2 }, { index: 3 }, { index: 4 }],
    });
  });

  it.each([['{"a":'], [''], ['nothing'], ['{"a":1}{"b":2}']])(
    'is refused where it is no JSON: %s',
    (text) => {
      expect(read(text)).toMatch(/^no JSON/);
    },
  );

  it('is refused where it is not UTF-8', () => {
    expect(readSentEvents(Uint8Array.of(0x22, 0xff, 0x22))).toBe('no JSON: the text is not UTF-8');
  });

  it('keeps events of a list apart whatever they hold and however it is indented', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), fc.nat(3), (values, indent) => {
        const events = values.map((facet, index) => ({ ...(JSON.parse(eventOf(index)) as object), facet }));
        const sent = read(JSON.stringify(events, null, indent));
        if (typeof sent === 'string') throw new Error(sent);
        const back = sent.events.map((event) => JSON.parse(Buffer.from(event).toString()) as unknown);
        expect(back).toEqual(JSON.parse(JSON.stringify(events)));
      }),
    );
  });
});
