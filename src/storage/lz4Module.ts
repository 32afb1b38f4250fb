import { assembleModule, constant, get, i32, set, tee, unsigned } from '../lib/wasmCode';

/**
 * The reading side of `chunkCompression.ts` as a WebAssembly module, put together here: what a restore does most is copy a few
 * bytes, and here eight at a time are one instruction.
 *
 * Memory: the base and behind it the bytes to be made, then `slack`, then the stored bytes, then `slack`. Copies go by eight
 * and may go that far beyond their end, where what comes next is written over them.
 */
export const slack = 16;

/** Exports `decode(from, storedEnd, bytesStart, to, bytesEnd, isFar)`: where it ended, or -1 where `stored` is damaged. */
export function assembleLz4Module(): Uint8Array<ArrayBuffer> {
  return assembleModule(1, { name: 'decode', parameterCount: 6, resultCount: 1, body: decodeBody() });
}

// Locals: parameters, then what a step works with.
const from = 0;
const storedEnd = 1;
const bytesStart = 2;
const to = 3;
const bytesEnd = 4;
const isFar = 5;
const token = 6;
const length = 7;
const offset = 8;
const source = 9;
const byte = 10;
const shift = 11;
const stop = 12;

const add = 0x6a;
const subtract = 0x6b;
const and = 0x71;
const or = 0x72;
const shiftLeft = 0x74;
const shiftRight = 0x76;
const isZero = 0x45;
const equals = 0x46;
const isLess = 0x49;
const isMore = 0x4b;
const isAtLeast = 0x4f;
const repeat = [0x03, 0x40];
const when = [0x04, 0x40];
const otherwise = 0x05;
const end = 0x0b;
/** To the beginning of the loop around it. */
const againIf = [0x0d, 0];
const giveBack = 0x0f;
const loadByte = [0x2d, 0, 0];
const loadTwoBytes = [0x2f, 0, 0];
const storeByte = [0x3a, 0, 0];
const copyMemory = [0xfc, 0x0a, 0, 0];

const minMatch = 4;
/** From here on one call copies sooner than a loop does. */
const longCopy = 64;

const refuse = [...constant(-1), giveBack];
const refuseIf = [...when, ...refuse, end];

/** Eight bytes of `source` to `to`, both `at` bytes on. */
function copyEight(sourceLocal: number, at: number): number[] {
  return [...get(to), ...get(sourceLocal), 0x29, 0, ...unsigned(at), 0x37, 0, ...unsigned(at)];
}

/** `local` += `by`. */
function advance(local: number, by: readonly number[]): number[] {
  return [...get(local), ...by, add, ...set(local)];
}

function takeByte(into: number): number[] {
  return [...get(from), ...loadByte, ...set(into), ...advance(from, constant(1))];
}

/** What follows a 15 in a token is added to `length`: bytes of 255 and a last one, or of a difference seven bits a byte. */
function readLength(): number[] {
  const moreToCome = [...get(from), ...get(storedEnd), isAtLeast, ...refuseIf, ...takeByte(byte)];
  return [
    ...[...get(isFar), ...when],
    ...[...constant(0), ...set(shift)],
    ...repeat,
    // No length of a difference has more than four bytes.
    ...[...get(shift), ...constant(21), isMore, ...refuseIf],
    ...moreToCome,
    ...advance(length, [...get(byte), ...constant(127), and, ...get(shift), shiftLeft]),
    ...advance(shift, constant(7)),
    ...[...get(byte), ...constant(127), isMore, ...againIf],
    end,
    otherwise,
    ...repeat,
    ...moreToCome,
    ...advance(length, get(byte)),
    ...[...get(byte), ...constant(255), equals, ...againIf],
    end,
    end,
  ];
}

function decodeBody(): number[] {
  return [
    ...[1, ...unsigned(7), i32],
    ...repeat,
    ...[...get(from), ...get(storedEnd), isAtLeast, ...when, ...get(to), giveBack, end],
    ...takeByte(token),
    ...literals(),
    ...[...get(from), ...get(storedEnd), equals, ...when, ...get(to), giveBack, end],
    ...match(),
    ...[0x0c, 0],
    end,
    ...refuse,
    end,
  ];
}

function literals(): number[] {
  return [
    ...[...get(token), ...constant(4), shiftRight, ...tee(length), ...constant(15), equals],
    ...[...when, ...readLength(), end],
    ...[...get(length), ...get(storedEnd), ...get(from), subtract, isMore, ...refuseIf],
    ...[...get(length), ...get(bytesEnd), ...get(to), subtract, isMore, ...refuseIf],
    ...[...get(length), ...constant(slack), isMore, ...when],
    ...[...get(to), ...get(from), ...get(length), ...copyMemory],
    otherwise,
    ...[...copyEight(from, 0), ...copyEight(from, 8)],
    end,
    ...advance(from, get(length)),
    ...advance(to, get(length)),
  ];
}

function match(): number[] {
  return [
    ...[...get(storedEnd), ...get(from), subtract, ...constant(2), ...get(isFar), add, isLess, ...refuseIf],
    ...[...get(from), ...loadTwoBytes, ...set(offset)],
    ...[...get(isFar), ...when],
    ...[
      ...get(offset),
      ...get(from),
      0x2d,
      0,
      ...unsigned(2),
      ...constant(16),
      shiftLeft,
      or,
      ...set(offset),
    ],
    end,
    ...advance(from, [...constant(2), ...get(isFar), add]),
    ...[...get(token), ...constant(15), and, ...constant(minMatch), add, ...tee(length)],
    ...[...constant(15 + minMatch), equals, ...when, ...readLength(), end],
    ...[...get(offset), isZero, ...refuseIf],
    ...[...get(offset), ...get(to), ...get(bytesStart), subtract, isMore, ...refuseIf],
    ...[...get(length), ...get(bytesEnd), ...get(to), subtract, isMore, ...refuseIf],
    ...[...get(to), ...get(length), add, ...set(stop)],
    ...[...get(to), ...get(offset), subtract, ...set(source)],
    ...[...get(length), ...constant(longCopy), isAtLeast, ...get(offset), ...get(length), isAtLeast, and],
    ...when,
    ...[...get(to), ...get(source), ...get(length), ...copyMemory],
    otherwise,
    ...[...get(offset), ...constant(8), isAtLeast, ...when],
    ...repeat,
    ...copyEight(source, 0),
    ...[...advance(to, constant(8)), ...advance(source, constant(8))],
    ...[...get(to), ...get(stop), isLess, ...againIf],
    end,
    otherwise,
    // What is copied is part of what is made: byte after byte.
    ...repeat,
    ...[...get(to), ...get(source), ...loadByte, ...storeByte],
    ...[...advance(to, constant(1)), ...advance(source, constant(1))],
    ...[...get(to), ...get(stop), isLess, ...againIf],
    end,
    end,
    end,
    ...[...get(stop), ...set(to)],
  ];
}
