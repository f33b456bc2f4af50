/**
 * How a type is described in memory: four words a type, read by whoever marshals or unmarshals values of it.
 * Source: RFC 4506, External Data Representation; the sections are named at the kinds.
 */

/** First word of a type's description; the other three are named a, b, c. Local form: how a value lies in memory. */
export const XDR_KIND = {
  /** 4 bytes (RFC 4506, 4.1). */
  int: 1,
  /** 4 bytes (4.2). */
  unsigned: 2,
  /** 2 bytes, signed; a 4-byte int in the message. */
  short: 3,
  /** 1 byte, 0 or 1; 4 bytes in the message (4.4). */
  bool: 4,
  /** 4 bytes, 0 to a - 1 (4.3). */
  enum: 5,
  /** 4 bytes, IEEE 754 (4.6). */
  float: 6,
  /** 8 bytes, low word first; high word first in the message (4.5). */
  hyper: 7,
  /** 8 bytes, IEEE 754, low word first; high word first in the message (4.7). */
  double: 8,
  /** a bytes in place (4.9). */
  opaque: 9,
  /** Up to a bytes: a word with the count, a word with their address (4.10). */
  bytes: 10,
  /** Up to a characters: a word with the address of the first; a zero byte ends them (4.11). */
  string: 11,
  /** a elements in place, of type b, c bytes each (4.12). */
  array: 12,
  /** Up to a elements of type b, c bytes each: a word with the count, a word with their address (4.13). */
  vector: 13,
  /** a members; at address b for each two words: offset in the record, type (4.14). */
  struct: 14,
  /** A word with the address of a value of type a, b bytes; 0 when there is none (4.19). */
  optional: 15,
  /** A word with the address of the first of up to a nodes of type b, c bytes each; the last word of a node is the address of the next, 0 ends (4.19). */
  list: 16,
} as const;
