/**
 * The marshalling code that you implement, and the memory that it works on.
 *
 * Export a class named `XdrCodec`. A new object is made for each call. Numbers are all that cross; records,
 * messages and the descriptions of types lie in simulated memory.
 */

/**
 * Byte-addressed memory of a little-endian machine. Addresses of words are multiples of 4. Every access is counted.
 * One that goes where you may not reach has no effect; a load there answers nonsense.
 */
export interface Services {
  /** The byte at `address`, 0 to 255. */
  loadByte(address: number): number;
  /** Stores the low 8 bits of `value`. */
  storeByte(address: number, value: number): number;
  /** The word at `address` as a signed 32-bit integer; its lowest byte comes first in memory. */
  loadWord(address: number): number;
  /** Stores the low 32 bits of `value`, the lowest byte first. */
  storeWord(address: number, value: number): number;
  /**
   * While unmarshalling: a new block of at least `bytes` bytes, its address a multiple of 4 and not 0, also for no
   * bytes; 0 when there is no room or `bytes` is negative: refuse the message then. While marshalling: 0.
   */
  allocate(bytes: number): number;
}

export interface XdrCodecPolicy {
  /**
   * Writes the value of type `type` that lies at `source` as a message into the buffer.
   * @param type address of the type's description.
   * @param buffer its address, a multiple of 4. @param capacity its size in bytes, perhaps 0.
   * @returns the length of the message in bytes; a negative number when it does not fit into the buffer, or when
   * a string, a count or a chain exceeds the maximum of its type.
   */
  marshal(type: number, source: number, buffer: number, capacity: number): number;
  /**
   * Rebuilds at `destination` the value that the message holds, and allocates what it points to.
   * @param buffer address of the message, a multiple of 4. @param length its size in bytes, which need not be one.
   * @returns 0; a negative number when the message is not exactly one well-formed value of the type, or when
   * there is no room for what it holds.
   */
  unmarshal(type: number, buffer: number, length: number, destination: number): number;
}

export type XdrCodecConstructor = new (services: Services) => XdrCodecPolicy;

/*
 * The description of a type: four words, [kind, a, b, c].
 *
 *      kind           a              b                    c               local form
 *      1  int                                                             4 bytes
 *      2  unsigned                                                        4 bytes
 *      3  short                                                           2 bytes, signed
 *      4  bool                                                            1 byte: 0 or 1
 *      5  enum        values                                              4 bytes: 0 to values - 1
 *      6  float                                                           4 bytes
 *      7  hyper                                                           8 bytes, low word first
 *      8  double                                                          8 bytes, low word first
 *      9  opaque      bytes                                               the bytes, in place
 *     10  bytes       maximum                                             word: count; word: their address (any for none)
 *     11  string      maximum                                             word: address; a zero byte ends it
 *     12  array       count          element type         element bytes   the elements, in place
 *     13  vector      maximum        element type         element bytes   word: count; word: their address (any for none)
 *     14  struct      member count   address of members                   for each member two words: offset, type
 *     15  optional    target type    target bytes                         word: address, or 0
 *     16  list        maximum nodes  node type            node bytes      word: address of the first node, or 0;
 *                                                                         a node's last word: address of the next, or 0
 *
 * No type is empty: opaque has at least one byte, an array one element, a struct one member.
 */
